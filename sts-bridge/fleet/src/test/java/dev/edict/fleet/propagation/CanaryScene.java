package dev.edict.fleet.propagation;

import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.canary.AnsweringDecisionPoints;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Activations of zone z1, each followed until its canaries are decided. */
final class CanaryScene {

    private static final PropagationProperties PROPERTIES =
            new PropagationProperties(Duration.ofSeconds(90), Duration.ofSeconds(60));

    final FleetDatabase database = FleetDatabase.empty();
    final AnsweringDecisionPoints points = new AnsweringDecisionPoints(database);
    final RecordedDeployments log = new RecordedDeployments();
    private final DecisionPoints decisionPoints = new DecisionPoints(database.pool());
    private final DeploymentProgress propagation = new DeploymentProgress(
            new Deployments(database.pool(), database.pool()),
            decisionPoints,
            log,
            new PropagationMeters(new SimpleMeterRegistry()),
            PROPERTIES);
    private final CanaryProgress canaries =
            new CanaryProgress(new CanaryRuns(database.pool()), decisionPoints, log, PROPERTIES);

    void look() {
        propagation.look(Set.of("z1"));
        canaries.look(Set.of("z1"));
    }

    /** What became of the canaries of the first activation. */
    @Nullable
    Object state() {
        return database.rows("select canaries_state from bridge.deployment where activation_seq = 1")
                .get(0)
                .get("canaries_state");
    }
}
