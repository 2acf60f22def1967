package dev.edict.app;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A transaction that holds the command lock, so that calls can queue behind it. */
final class LogHolder {

    private final Edict edict;
    private final Connection holder;
    private int queued;

    LogHolder(Edict edict) {
        this.edict = edict;
        try {
            holder = edict.database().getConnection();
            holder.setAutoCommit(false);
            holder.createStatement().execute("select pg_advisory_xact_lock(297498395476)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a call in the background and returns when its command is the last in the queue. */
    CompletableFuture<Api.Answer> queue(Supplier<Api.Answer> call) {
        var answer = CompletableFuture.supplyAsync(call);
        queued++;
        await("its place in the queue").until(() -> waiting() == queued);
        return answer;
    }

    private int waiting() {
        return edict.sql()
                .sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                .query(Integer.class)
                .single();
    }

    void letGo() {
        try (holder) {
            holder.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
