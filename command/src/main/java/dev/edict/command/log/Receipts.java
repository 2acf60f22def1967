package dev.edict.command.log;

import dev.edict.command.api.Receipt;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code command.receipt}. */
final class Receipts {

    private final JdbcClient receipts;

    Receipts(DataSource writePool) {
        this.receipts = JdbcClient.create(writePool);
    }

    Optional<Receipt> find(Receipt.Id id) {
        return receipts.sql(
                        """
                select fingerprint, status, body from command.receipt where actor = :actor and key = :key
                """)
                .param("actor", id.actor())
                .param("key", id.key())
                .query((row, n) -> new Receipt(id, row.getString(1), row.getInt(2), row.getString(3)))
                .optional();
    }

    /** Also makes room: each that comes lets a few go that are older than a day. */
    void keep(Receipt receipt) {
        receipts.sql(
                        """
                with expired as (
                    select actor, key from command.receipt
                    where answered_at < now() - interval '25 hours' order by answered_at limit 10
                ), gone as (
                    delete from command.receipt r using expired e where r.actor = e.actor and r.key = e.key
                )
                insert into command.receipt (actor, key, fingerprint, status, body)
                values (:actor, :key, :fingerprint, :status, :body)
                """)
                .param("actor", receipt.id().actor())
                .param("key", receipt.id().key())
                .param("fingerprint", receipt.fingerprint())
                .param("status", receipt.status())
                .param("body", receipt.body())
                .update();
    }
}
