package dev.edict.app.servers;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.edict.command.api.DatabaseFailure;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a pool open new connections after one of them reached a read-only server. After a fail-over, the existing
 * connections still lead to the former primary.
 */
final class ReadOnlyEviction implements SQLExceptionOverride {

    private volatile @Nullable HikariDataSource pool;

    void of(HikariDataSource evicted) {
        pool = evicted;
    }

    /** Leaves the failing connection open until it is returned, so that its transaction is rolled back. */
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        var evicted = pool;
        if (evicted != null && DatabaseFailure.of(failure) == DatabaseFailure.READ_ONLY) {
            evicted.getHikariPoolMXBean().softEvictConnections();
        }
        return Override.CONTINUE_EVICT;
    }
}
