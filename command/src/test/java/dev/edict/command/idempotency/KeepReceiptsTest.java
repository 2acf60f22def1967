package dev.edict.command.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import dev.edict.command.api.Receipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A receipt is retained for a day and then deleted. */
@Tag("servers")
class KeepReceiptsTest {

    private final WriteSide side = new WriteSide();
    private final Receipts receipts = new Receipts(side.database());

    @AfterEach
    void close() {
        side.close();
    }

    private static Receipt receipt(String key) {
        return new Receipt(new Receipt.Id("admin:a", "", key), "fingerprint", 201, "{}", false);
    }

    private void age(int hours) {
        side.sql()
                .sql("update command.receipt set answered_at = answered_at - :hours * interval '1 hour'")
                .param("hours", hours)
                .update();
    }

    private long kept() {
        return side.sql()
                .sql("select count(*) from command.receipt")
                .query(Long.class)
                .single();
    }

    @Test
    void deletes_receipts_older_than_a_day_without_new_requests() {
        for (int n = 0; n < 2_500; n++) {
            receipts.keep(receipt("old-" + n));
        }
        age(24);
        assertThat(receipts.prune()).isZero();
        receipts.keep(receipt("young"));
        side.sql()
                .sql("update command.receipt set answered_at = now() - interval '26 hours' where key <> 'young'")
                .update();

        assertThat(receipts.prune()).isEqualTo(2_500);

        assertThat(kept()).isEqualTo(1);
        assertThat(receipts.find(receipt("young").id())).isPresent();
    }

    @Test
    void ignores_and_replaces_a_receipt_older_than_a_day_before_its_deletion() {
        receipts.keep(receipt("key"));
        age(26);
        assertThat(receipts.find(receipt("key").id())).isEmpty();

        receipts.keep(new Receipt(receipt("key").id(), "another", 200, "[]", true));

        assertThat(receipts.find(receipt("key").id()))
                .hasValue(new Receipt(receipt("key").id(), "another", 200, "[]", true));
    }

    @Test
    void a_receipt_is_for_one_account_only() {
        receipts.keep(new Receipt(new Receipt.Id("admin:console-write", "acc-1", "key"), "f", 201, "{}", false));

        assertThat(receipts.find(new Receipt.Id("admin:console-write", "acc-2", "key")))
                .isEmpty();
        assertThat(receipts.find(new Receipt.Id("admin:console-write", "acc-1", "key")))
                .isPresent();
    }
}
