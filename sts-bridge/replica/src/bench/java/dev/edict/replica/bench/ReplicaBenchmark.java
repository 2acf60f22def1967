package dev.edict.replica.bench;

import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.Outcome;
import dev.edict.replica.Outcome.Denied;
import dev.edict.replica.Replica;
import dev.edict.replica.ReplicaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Decides while another bundle of 50,000 tuples comes into force every so often. */
@State(Scope.Benchmark)
public class ReplicaBenchmark {

    private static final int LEAST_LOADS = 2;

    /** An hour: none but the first. */
    @Param({"1", "3600"})
    public int secondsBetweenSwaps;

    @SuppressWarnings("NullAway.Init") // set before the first call
    private Replica replica;

    @SuppressWarnings("NullAway.Init") // set before the first call
    private List<PolicyInput> inputs;

    @Setup
    public void start() throws InterruptedException {
        inputs = IntStream.range(0, SwappingSource.RESOURCES)
                .mapToObj(ReplicaBenchmark::input)
                .toList();
        replica = new Replica(ReplicaSettings.from(new SwappingSource(Duration.ofSeconds(secondsBetweenSwaps)))
                .zones(List.of(SwappingSource.ZONE))
                .build());
        replica.start();
        while (replica.decide(SwappingSource.ZONE, inputs.get(0)) instanceof Denied) {
            Thread.onSpinWait();
        }
    }

    /** A run without a single swap would measure something else. */
    @TearDown
    public void end() {
        if (secondsBetweenSwaps == 1 && replica.counts().loads() < LEAST_LOADS) {
            throw new IllegalStateException("no bundle was replaced");
        }
        System.out.printf("%n%d bundles came into force%n", replica.counts().loads());
        replica.close();
    }

    private static PolicyInput input(int resource) {
        return PolicyInput.from(Map.of(
                "principal", Map.of("type", "Application", "id", "app", "zone_id", "z", "labels", List.of("l")),
                "resource", Map.of("identifier", "r" + resource),
                "action", Map.of("id", "TokenExchange"),
                "delegation_edge", Map.of("id", "e", "scopes", List.of("a", "b")),
                "context", Map.of("requested_scopes", List.of("a"), "agent_session_id", "s")));
    }

    /** The place of each thread in the inputs. */
    @State(Scope.Thread)
    public static class Next {
        private int next;
    }

    /** One decision, of the inputs in turn. */
    @Benchmark
    @BenchmarkMode({Mode.Throughput, Mode.SampleTime})
    public Outcome decide(Next place) {
        place.next = place.next + 1 == inputs.size() ? 0 : place.next + 1;
        return replica.decide(SwappingSource.ZONE, inputs.get(place.next));
    }
}
