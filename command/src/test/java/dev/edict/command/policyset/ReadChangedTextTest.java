package dev.edict.command.policyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.edict.command.WriteSide;
import dev.edict.command.api.policy.CreatePolicy;
import dev.edict.command.api.policyset.CreatePolicySet;
import dev.edict.command.api.policyset.CreatePolicySetVersion;
import dev.edict.command.api.zone.RegisterZone;
import dev.edict.command.content.ContentCorrupted;
import dev.edict.decision.PolicyDocument;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stored text that was modified or deleted cannot be sealed, simulated or reused for a new version. */
@Tag("servers")
class ReadChangedTextTest {

    private static final String CONTENT = "# caracal:data-document\npackage caracal.authz\nrestrict := {}\n";
    private static final String CHANGE = "update events.content set content = content || '# open to all'";
    private static WriteSide writeSide;

    @BeforeAll
    static void start() {
        writeSide = new WriteSide();
        writeSide.send(new RegisterZone("z1", "Zone", null, false));
        writeSide.send(new CreatePolicy("p1", "z1", "first", null, "pv1", CONTENT));
        writeSide.send(new CreatePolicySet("s1", "z1", "set", null));
        writeSide.send(new CreatePolicySetVersion("s1", "z1", "v1", List.of("pv1"), false, null, null));
    }

    @AfterAll
    static void stop() {
        writeSide.close();
    }

    @BeforeEach
    void asItWasWritten() {
        byHand(
                "insert into events.content select content_sha256, '' from command.policy_version on conflict do nothing");
        writeSide
                .sql()
                .sql("alter table events.content disable trigger all; update events.content set content = '%s'"
                        .formatted(CONTENT))
                .update();
    }

    @Test
    void a_text_that_was_not_changed_is_read() {
        assertThat(sealed().documents("v1")).containsExactly(new PolicyDocument("pv1", CONTENT));
        assertThat(sealed().documents(List.of("unknown", "pv1"))).containsExactly(new PolicyDocument("pv1", CONTENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {CHANGE, "delete from events.content"})
    void a_simulation_refuses_it(String byHand) {
        byHand(byHand);
        assertThatExceptionOfType(ContentCorrupted.class)
                .isThrownBy(() -> sealed().documents("v1"))
                .withMessageStartingWith("the text of policy version pv1 ")
                .withMessageMatching(".*SHA-256 [0-9a-f]{64}")
                .withMessageNotContaining("open to all");
    }

    @ParameterizedTest
    @ValueSource(strings = {CHANGE, "delete from events.content"})
    void sealing_refuses_it(String byHand) {
        byHand(byHand);
        assertThatExceptionOfType(ContentCorrupted.class)
                .isThrownBy(() -> sealed().documents(List.of("pv1")))
                .withMessageStartingWith("the text of policy version pv1 ");
    }

    @Test
    void a_new_version_of_the_same_text_refuses_it() {
        byHand(CHANGE);
        assertThatExceptionOfType(ContentCorrupted.class)
                .isThrownBy(() -> writeSide.send(new CreatePolicy("p2", "z1", "second", null, "pv2", CONTENT)))
                .withMessageNotContaining("open to all");
    }

    private static JdbcPolicySets sealed() {
        return writeSide.bean(JdbcPolicySets.class);
    }

    private static void byHand(String statement) {
        writeSide
                .sql()
                .sql("alter table events.content disable trigger all; " + statement)
                .update();
    }
}
