package dev.edict.decision.bench;

import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PolicyInput;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Decides under the biggest bundle, and compiles it. */
@State(Scope.Thread)
public class DecisionBenchmark {

    private final List<PolicyDocument> documents = BiggestBundle.documents();
    private final List<PolicyInput> inputs =
            BiggestBundle.inputs().stream().map(PolicyInput::from).toList();
    private final PolicyBundle bundle = PolicyBundle.of(documents);
    private int next;

    /** One decision, of the inputs in turn. */
    @Benchmark
    @BenchmarkMode({Mode.Throughput, Mode.SampleTime})
    public Evaluation decide() {
        next = next + 1 == inputs.size() ? 0 : next + 1;
        return bundle.decide(inputs.get(next));
    }

    /** From the texts of the documents to a bundle that decides. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public PolicyBundle compile() {
        return PolicyBundle.of(documents);
    }
}
