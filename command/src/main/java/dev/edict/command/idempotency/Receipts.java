package dev.edict.command.idempotency;

import dev.edict.command.api.Receipt;
import dev.edict.command.api.StoredResponses;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code command.receipt}. */
final class Receipts implements StoredResponses {

    private static final Duration KEPT = Duration.ofHours(25);
    private static final int BATCH = 1_000;

    private final JdbcClient receipts;

    Receipts(DataSource pool) {
        this.receipts = JdbcClient.create(pool);
    }

    @Override
    public Optional<Receipt> find(Receipt.Id id) {
        return receipts.sql(
                        """
                select fingerprint, status, body, sealed from command.receipt
                where actor = :actor and account = :account and key = :key
                    and answered_at > now() - :kept * interval '1 second'
                """)
                .param("actor", id.actor())
                .param("account", id.account())
                .param("key", id.keySha256())
                .param("kept", KEPT.toSeconds())
                .query((row, n) ->
                        new Receipt(id, row.getString(1), row.getInt(2), row.getString(3), row.getBoolean(4)))
                .optional();
    }

    /** Replaces a response whose retention has ended; a current one would have been found before. */
    void keep(Receipt receipt) {
        receipts.sql(
                        """
                insert into command.receipt (actor, account, key, fingerprint, status, body, sealed)
                values (:actor, :account, :key, :fingerprint, :status, :body, :sealed)
                on conflict (actor, account, key) do update set
                    fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body,
                    sealed = excluded.sealed, answered_at = now()
                """)
                .param("actor", receipt.id().actor())
                .param("account", receipt.id().account())
                .param("key", receipt.id().keySha256())
                .param("fingerprint", receipt.fingerprint())
                .param("status", receipt.status())
                .param("body", receipt.body())
                .param("sealed", receipt.sealed())
                .update();
    }

    /** Deletes in small statements that do not wait for another node. Returns the number of deleted rows. */
    int prune() {
        int all = 0;
        int rows;
        do {
            rows = pruneBatch();
            all += rows;
        } while (rows == BATCH && !Thread.currentThread().isInterrupted());
        return all;
    }

    private int pruneBatch() {
        return receipts.sql(
                        """
                delete from command.receipt where (actor, account, key) in (
                    select actor, account, key from command.receipt
                    where answered_at <= now() - :kept * interval '1 second'
                    order by answered_at limit :batch
                    for update skip locked)
                """)
                .param("kept", KEPT.toSeconds())
                .param("batch", BATCH)
                .update();
    }
}
