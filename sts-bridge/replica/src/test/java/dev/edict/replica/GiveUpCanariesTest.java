package dev.edict.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.decision.Decision;
import dev.edict.decision.Decision.Effect;
import dev.edict.decision.Evaluation;
import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.canary.CanaryEvaluation;
import dev.edict.replica.canary.CanaryRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request to evaluate canaries ends: by an answer, by a refusal that stands, or by another bundle. */
class GiveUpCanariesTest {

    private static final String GONE = "gone";
    private static final Decision DENIED = new Decision(Effect.DENY, List.of(), List.of(Map.of("reason", "frozen")));

    private final FakeControlPlane edict = FakeControlPlane.started();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final CanaryEvaluation evaluation = new CanaryEvaluation(edict.client(), "gw-1", this::policies);

    @BeforeEach
    void start() {
        List.of("z", "other", GONE).forEach(zoneId -> edict.defineCanaries(zoneId, 1, "pay", "resource://r"));
        evaluation.start();
    }

    @AfterEach
    void close() {
        evaluation.close();
        edict.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "404 replica_unknown",
                "409 incarnation_superseded",
                "403 zone_forbidden",
                "404 zone_not_found",
                "409 activation_unknown",
                "400 invalid_body"
            })
    void a_refusal_that_stands_is_not_asked_for_again(String refusal) {
        edict.refuseNextAnswers(refusal);
        evaluation.request(new CanaryRequest(1, "z", 1));
        awaitAnswers("z", 1);
        answerElsewhere();
        assertThat(answers("z")).isOne();
    }

    @Test
    void an_answer_that_was_taken_is_not_given_again() {
        evaluation.request(new CanaryRequest(1, "z", 1));
        awaitAnswers("z", 1);
        answerElsewhere();
        assertThat(answers("z")).isOne();
    }

    @Test
    void a_request_for_what_is_no_longer_in_force_is_dropped() {
        evaluation.request(new CanaryRequest(1, GONE, 1));
        await("the policies to be asked for").until(() -> asked.contains(GONE));
        answerElsewhere();
        assertThat(asked).containsOnlyOnce(GONE);
        assertThat(answers(GONE)).isZero();
    }

    @Test
    void an_unexpected_failure_is_tried_again_without_another_request() {
        failures.set(1);
        evaluation.request(new CanaryRequest(1, "z", 1));
        awaitAnswers("z", 1);
    }

    /** Two rounds: what is still open would be tried in the first or the second of them. */
    private void answerElsewhere() {
        for (int seq = 1; seq <= 2; seq++) {
            evaluation.request(new CanaryRequest(1, "other", seq));
            awaitAnswers("other", seq);
        }
    }

    private Evaluation decide(String zoneId) {
        if (zoneId.equals("z") && failures.getAndDecrement() > 0) {
            throw new IllegalStateException("unexpected");
        }
        return new Evaluation.Decided(DENIED);
    }

    private @Nullable Function<PolicyInput, Evaluation> policies(String zoneId, long activationSeq) {
        asked.add(zoneId);
        return zoneId.equals(GONE) ? null : input -> decide(zoneId);
    }

    private void awaitAnswers(String zoneId, int count) {
        await("%d answers for %s".formatted(count, zoneId)).until(() -> answers(zoneId) >= count);
    }

    private long answers(String zoneId) {
        return edict.received("POST", "/v1/replicas/gw-1/canaries").stream()
                .filter(sent -> zoneId.equals(sent.body().get("zone_id")))
                .count();
    }
}
