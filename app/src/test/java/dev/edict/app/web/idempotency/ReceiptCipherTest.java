package dev.edict.app.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.Receipt;
import org.junit.jupiter.api.Test;

/** A stored one-time secret can be read with the same token and key, and in no other way. */
class ReceiptCipherTest {

    private static final Receipt.Id ID = new Receipt.Id("admin:bootstrap", "", "sha-256");
    private static final Receipt OPEN = new Receipt(ID, "fingerprint", 201, "{\"token\":\"cat_secret\"}", false);

    private final ReceiptCipher seal = new ReceiptCipher("token-1", "key-1");
    private final Receipt sealed = seal.close(OPEN);

    @Test
    void the_same_token_and_key_open_a_sealed_response() {
        assertThat(new ReceiptCipher("token-1", "key-1").open(sealed)).hasValue(OPEN.body());
    }

    @Test
    void another_token_or_key_does_not_open_a_sealed_response() {
        assertThat(new ReceiptCipher("token-2", "key-1").open(sealed)).isEmpty();
        assertThat(new ReceiptCipher("token-1", "key-2").open(sealed)).isEmpty();
    }

    @Test
    void a_sealed_response_does_not_open_under_another_id() {
        var body = sealed.body();
        var actor = new Receipt.Id("admin:other", "", ID.keySha256());
        var account = new Receipt.Id(ID.actor(), "acc-1", ID.keySha256());
        var key = new Receipt.Id(ID.actor(), "", "another sha-256");
        assertThat(seal.open(new Receipt(actor, "fingerprint", 201, body, true)))
                .isEmpty();
        assertThat(seal.open(new Receipt(account, "fingerprint", 201, body, true)))
                .isEmpty();
        assertThat(seal.open(new Receipt(key, "fingerprint", 201, body, true))).isEmpty();
        assertThat(seal.open(new Receipt(ID, "another", 201, body, true))).isEmpty();
        assertThat(seal.open(new Receipt(ID, "fingerprint", 200, body, true))).isEmpty();
    }

    @Test
    void a_sealed_response_reveals_nothing_and_differs_each_time() {
        assertThat(sealed.sealed()).isTrue();
        assertThat(sealed.toString()).doesNotContain("cat_secret", "key-1", "token-1");
        assertThat(sealed.body())
                .startsWith("v1.")
                .isNotEqualTo(seal.close(OPEN).body());
    }
}
