package dev.edict.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Edict;
import dev.edict.command.api.session.ConsoleSessions;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The link by which the owner of a new installation signs in. */
@Tag("servers")
class OneTimeLinkTest {

    private static final String SIGN_IN = "/console/sign-in";

    private final Edict edict = Edict.shared();
    private final Pages pages = new Pages(edict.port());
    private final ConsoleSessions sessions = edict.bean(ConsoleSessions.class);

    @Test
    void its_code_signs_in_once() {
        var code = sessions.issueCode(tokenHash());
        assertThat(redeem(pages, code).status()).isEqualTo(303);
        assertThat(pages.get("/console/zones").status()).isEqualTo(200);
        var second = new Pages(edict.port());
        var refused = redeem(second, code);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("This link was used before");
        assertThat(second.get("/console/zones").status()).isEqualTo(303);
    }

    @Test
    void its_code_is_stored_as_a_hash_and_worth_nothing_after_ten_minutes() {
        var code = sessions.issueCode(tokenHash());
        assertThat(edict.sql()
                        .sql("select count(*) from command.sign_in_code where sha256 = :code")
                        .param("code", code)
                        .query(Integer.class)
                        .single())
                .isZero();
        edict.owner()
                .sql("update command.sign_in_code set expires_at = expires_at - interval '10 minutes'")
                .update();
        assertThat(redeem(pages, code).status()).isEqualTo(401);
    }

    private static Pages.Shown redeem(Pages browser, String code) {
        return browser.submit(SIGN_IN, SIGN_IN, Map.of("code", code));
    }

    private String tokenHash() {
        return dev.edict.command.content.Sha256.hex(edict.token());
    }
}
