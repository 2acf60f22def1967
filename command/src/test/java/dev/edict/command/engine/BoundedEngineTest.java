package dev.edict.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.engine.FakeEngine.Reply;
import dev.edict.decision.DecisionEngine;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PolicyInput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoundedEngineTest {

    @Test
    void rejects_an_evaluation_beyond_the_limit_immediately() throws Exception {
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var engine = new BoundedEngine(
                answering(() -> {
                    entered.countDown();
                    awaitQuietly(leave);
                    return List.of(new Evaluation.NotExecuted("asked"));
                }),
                1);
        var first = CompletableFuture.supplyAsync(() -> engine.evaluate(List.of(), Samples.inputs(1)));
        entered.await(20, TimeUnit.SECONDS);
        assertThat(Samples.reasons(engine.evaluate(List.of(), Samples.inputs(2))))
                .hasSize(2)
                .containsOnly("fake: 1 evaluations are running; try again when one has ended");
        leave.countDown();
        assertThat(Samples.reasons(first.get(20, TimeUnit.SECONDS))).containsExactly("asked");
        assertThat(Samples.reasons(engine.evaluate(List.of(), Samples.inputs(1))))
                .containsExactly("asked");
    }

    @Test
    void an_exception_is_no_decision_and_releases_its_permit() {
        var engine = new BoundedEngine(
                answering(() -> {
                    throw new IllegalStateException("with details");
                }),
                1);
        for (int i = 0; i < 2; i++) {
            assertThat(Samples.reasons(engine.evaluate(List.of(), Samples.inputs(1))))
                    .containsExactly("fake: the evaluation failed; see the log");
        }
    }

    @Test
    void does_not_call_the_engine_without_inputs() {
        try (var opa = new FakeEngine(asked -> Reply.ok("{}"))) {
            var engine = new BoundedEngine(
                    new OpaEngine(
                            new OpaClient(opa.as("opa"), Optional::empty),
                            "package caracal.authz",
                            Duration.ofSeconds(1)),
                    1);
            assertThat(engine.evaluate(List.of(Samples.BINDINGS), List.of())).isEmpty();
            assertThat(opa.asked()).isEmpty();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DecisionEngine answering(Supplier<List<Evaluation>> answer) {
        return new DecisionEngine() {
            @Override
            public String name() {
                return "fake";
            }

            @Override
            public String contract() {
                return "fake contract";
            }

            @Override
            public List<Evaluation> evaluate(List<PolicyDocument> documents, List<PolicyInput> inputs) {
                return answer.get();
            }
        };
    }
}
