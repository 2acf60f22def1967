package dev.edict.command.engine;

import dev.edict.decision.DecisionEngine;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PolicyInput;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits concurrent evaluations by an external engine. Each one blocks a request thread; without a limit a slow engine
 * would leave no thread for an activation or a rollback.
 */
final class BoundedEngine implements DecisionEngine {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedEngine.class);

    private final DecisionEngine engine;
    private final int atATime;
    private final Semaphore free;

    BoundedEngine(DecisionEngine engine, int atATime) {
        this.engine = engine;
        this.atATime = atATime;
        this.free = new Semaphore(atATime);
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public String contract() {
        return engine.contract();
    }

    @Override
    public List<Evaluation> evaluate(List<PolicyDocument> documents, List<PolicyInput> inputs) {
        if (inputs.isEmpty()) {
            return List.of();
        }
        if (!free.tryAcquire()) {
            return SequentialEvaluation.none(
                    inputs, name() + ": " + atATime + " evaluations are running; try again when one has ended");
        }
        try {
            return engine.evaluate(documents, inputs);
        } catch (RuntimeException e) {
            LOG.error("The decision engine {} failed", name(), e);
            return SequentialEvaluation.none(inputs, name() + ": the evaluation failed; see the log");
        } finally {
            free.release();
        }
    }
}
