package dev.edict.fleet.asking;

import dev.edict.fleet.roster.AskedDecisionPoints.Asker;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * {@code bridge.asker}: on one database, one process asks the decision points of a kind. It holds the claim by the
 * database's clock; another one takes over when it stops renewing.
 */
@Component
public class AskerClaim {

    public static final Duration RENEWED_EVERY = Duration.ofSeconds(2);

    static final Duration LEASE = Duration.ofSeconds(6);

    private final JdbcClient bridge;

    AskerClaim(@Qualifier("backgroundPool") DataSource backgroundPool) {
        this.bridge = JdbcClient.create(backgroundPool);
    }

    /** Takes or renews the claim; returns whether this process asks. */
    public boolean take(Asker asker) {
        return bridge.sql(
                                """
                                insert into bridge.asker as held (kind, holder, held_until)
                                values (:kind, :holder, clock_timestamp() + :lease * interval '1 second')
                                on conflict (kind) do update
                                set holder = excluded.holder, held_until = excluded.held_until
                                where held.holder = excluded.holder or held.held_until < clock_timestamp()
                                """)
                        .param("kind", asker.kind())
                        .param("holder", asker.holder())
                        .param("lease", LEASE.toSeconds())
                        .update()
                > 0;
    }

    /** Lets another process ask at once. */
    public void giveBack(Asker asker) {
        bridge.sql("update bridge.asker set held_until = '-infinity' where kind = :kind and holder = :holder")
                .param("kind", asker.kind())
                .param("holder", asker.holder())
                .update();
    }
}
