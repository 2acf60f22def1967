package dev.edict.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.command.engine.FakeEngine.Reply;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TakeTurnsAtOpaTest {

    private static final List<PolicyDocument> DOCUMENTS = List.of(Samples.BINDINGS, Samples.GRANTS);
    private static final String CONTRACT = "package caracal.authz\n\nresult := {}\n";

    /** The paths of the modules an OPA holds. */
    private final Set<String> modules = ConcurrentHashMap.newKeySet();

    @Test
    void opa_holds_one_bundle_of_a_node_at_a_time() {
        try (var opa = new FakeEngine(asked -> {
            switch (asked.method()) {
                case "PUT" -> modules.add(asked.path());
                case "DELETE" -> modules.remove(asked.path());
                default -> {
                    return Reply.ok(modules.size() == 3 ? Samples.ALLOW : "{}");
                }
            }
            return Reply.ok("{}");
        })) {
            var engine = engine(opa, Duration.ofSeconds(10));
            var evaluating = Stream.generate(() -> evaluating(engine)).limit(4).toList();
            assertThat(evaluating.stream().flatMap(one -> one.join().stream()))
                    .hasSize(12)
                    .hasOnlyElementsOfType(Evaluation.Decided.class);
            assertThat(modules).isEmpty();
        }
    }

    @Test
    void an_evaluation_that_waits_too_long_fails_without_storing_modules() {
        var self = new FakeEngine[1];
        try (var opa = new FakeEngine(asked -> {
            if (asked.method().equals("DELETE")) {
                self[0].stall();
            }
            return Reply.ok(Samples.ALLOW);
        })) {
            self[0] = opa;
            var engine = engine(opa, Duration.ofMillis(500));
            var first = evaluating(engine);
            await("the first removes its modules")
                    .until(() -> !opa.asked("DELETE").isEmpty());
            int put = opa.asked("PUT").size();
            assertThat(Samples.reasons(engine.evaluate(DOCUMENTS, Samples.inputs(2))))
                    .hasSize(2)
                    .containsOnly("opa at " + opa.address() + ": timed out while waiting for other evaluations");
            assertThat(opa.asked("PUT")).hasSize(put);
            assertThat(first).isNotDone();
        }
    }

    private static CompletableFuture<List<Evaluation>> evaluating(OpaEngine engine) {
        return CompletableFuture.supplyAsync(
                () -> engine.evaluate(DOCUMENTS, Samples.inputs(3)), task -> new Thread(task, "evaluating").start());
    }

    private static OpaEngine engine(FakeEngine opa, Duration budget) {
        return new OpaEngine(new OpaClient(opa.as("opa"), Optional::empty), CONTRACT, budget);
    }
}
