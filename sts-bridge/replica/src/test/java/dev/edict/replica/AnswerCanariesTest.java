package dev.edict.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.replica.FakeControlPlane.Received;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A replica evaluates the canaries of a zone under each bundle that it loads, and tells the control plane. */
class AnswerCanariesTest {

    private static final String ANSWERS = "/v1/replicas/gw-1/canaries";

    private final FakeControlPlane edict = FakeControlPlane.started();
    private final Replica replica = new Replica(ReplicaSettings.from(edict.source())
            .reportingTo(edict.client(), "gw-1")
            .build());

    @AfterEach
    void close() {
        replica.close();
        edict.close();
    }

    @Test
    void a_zone_without_canaries_is_not_asked_about() {
        edict.activate("z", 1, Policies.granting("resource://r"));
        replica.start();
        awaitLoad(1);
        await("the load is reported").until(() -> edict.received("POST", "/v1/replicas/gw-1/reports").stream()
                .anyMatch(report -> !List.of().equals(report.body().get("zones"))));
        assertThat(edict.received("GET", "/v1/zones/z/canaries")).isEmpty();
        assertThat(edict.received("POST", ANSWERS)).isEmpty();
    }

    @Test
    void it_answers_with_the_decision_of_the_bundle_that_it_loaded() {
        edict.defineCanaries("z", 3, "pay", "resource://r");
        edict.activate("z", 1, Policies.granting("resource://r"));
        replica.start();
        awaitAnswers(1);
        assertThat(edict.received("POST", ANSWERS).get(0).body())
                .isEqualTo(Map.of(
                        "incarnation",
                        1,
                        "zone_id",
                        "z",
                        "activation_seq",
                        1,
                        "canaries_version",
                        3,
                        "answers",
                        List.of(Map.of("name", "pay", "decision", "allow"))));
    }

    @Test
    void it_answers_anew_after_each_load_and_reads_the_same_canaries_once() {
        edict.defineCanaries("z", 3, "pay", "resource://r");
        edict.activate("z", 1, Policies.granting("resource://r"));
        replica.start();
        awaitAnswers(1);
        edict.activate("z", 2, Policies.granting("resource://other"));
        awaitAnswers(2);
        assertThat(answer(1)).containsEntry("decision", "deny").containsKey("reason");
        assertThat(edict.canaries().told()).as("the same canaries").isOne();
        edict.defineCanaries("z", 4, "pay", "resource://other");
        edict.activate("z", 3, Policies.granting("resource://other"));
        awaitAnswers(3);
        assertThat(answer(2)).containsEntry("decision", "allow");
        assertThat(edict.canaries().told()).as("other canaries").isEqualTo(2);
        assertThat(edict.received("POST", ANSWERS).get(2).body()).containsEntry("canaries_version", 4);
    }

    @Test
    void it_reads_the_canaries_again_when_they_changed_before_the_answer_came() {
        edict.defineCanaries("z", 3, "pay", "resource://r");
        edict.activate("z", 1, Policies.granting("resource://r"));
        edict.refuseNextAnswers("409 canaries_changed");
        replica.start();
        awaitAnswers(2);
        assertThat(edict.received("GET", "/v1/zones/z/canaries")).hasSize(2);
    }

    @Test
    void it_tries_again_while_the_control_plane_is_away() {
        edict.defineCanaries("z", 3, "pay", "resource://r");
        edict.activate("z", 1, Policies.granting("resource://r"));
        edict.refuseNextAnswers("503 postgres_unreachable");
        replica.start();
        awaitAnswers(2);
    }

    @Test
    void it_gives_up_when_another_process_has_its_place() {
        edict.defineCanaries("z", 3, "pay", "resource://r");
        edict.activate("z", 1, Policies.granting("resource://r"));
        edict.refuseNextAnswers("409 incarnation_superseded");
        replica.start();
        awaitAnswers(1);
        edict.activate("z", 2, Policies.granting("resource://r"));
        awaitAnswers(2);
        assertThat(edict.received("POST", ANSWERS))
                .extracting(sent -> sent.body().get("activation_seq"))
                .containsExactly(1, 2);
    }

    @Test
    void a_canary_that_cannot_be_read_is_answered_as_not_decided() {
        edict.defineCanaries("z", 3, "pay", "resource://r");
        edict.tamper(body -> body.replace("\"TokenExchange\"", "7"));
        edict.activate("z", 1, Policies.granting("resource://r"));
        replica.start();
        awaitAnswers(1);
        assertThat(answer(0)).isEqualTo(Map.of("name", "pay", "reason", "invalid_policy_input"));
    }

    /** The denial of every request by a broken bundle is no decision of its policies. */
    @Test
    void a_bundle_that_cannot_be_evaluated_decides_no_canary() {
        edict.defineCanaries("z", 3, "pay", "resource://r");
        edict.activate("z", 1, Policies.granting("resource://r"), "package caracal.authz\nthis is no rule");
        replica.start();
        awaitAnswers(1);
        assertThat(answer(0)).isEqualTo(Map.of("name", "pay", "reason", "policy_eval_failed"));
    }

    private void awaitLoad(long seq) {
        await("activation %d is loaded".formatted(seq)).until(() -> replica.status("z")
                .map(ZoneStatus::bundle)
                .filter(bundle -> bundle.activationSeq() == seq)
                .isPresent());
    }

    private void awaitAnswers(int count) {
        await("%d answers".formatted(count))
                .until(() -> edict.received("POST", ANSWERS).size() >= count);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> answer(int index) {
        Received answers = edict.received("POST", ANSWERS).get(index);
        return ((List<Map<String, Object>>) answers.body().getOrDefault("answers", List.of())).get(0);
    }
}
