package dev.edict.fleet.propagation;

import dev.edict.command.api.deployment.DeploymentRecords;
import dev.edict.command.api.deployment.RecordOverdue;
import dev.edict.command.api.deployment.RecordPropagated;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Settles watched activations and has the log record what became of them. Every node does the same; what is written
 * first counts, and a record that could not be made is made at the next look.
 */
@Component
class DeploymentProgress implements DeploymentFollower {

    private static final int MOST_AT_ONCE = 200;

    private final Deployments deployments;
    private final DecisionPoints points;
    private final DeploymentRecords records;
    private final PropagationMeters meters;
    private final Duration overdueAfter;

    DeploymentProgress(
            Deployments deployments,
            DecisionPoints points,
            DeploymentRecords records,
            PropagationMeters meters,
            PropagationProperties properties) {
        this.deployments = deployments;
        this.points = points;
        this.records = records;
        this.meters = meters;
        this.overdueAfter = properties.overdueAfter();
    }

    @Override
    public void look(Set<String> reportedZones) {
        deployments.due(reportedZones, MOST_AT_ONCE).forEach(this::look);
    }

    private void look(Deployment deployment) {
        var propagation = Propagation.of(deployment, points.of(deployment));
        if (propagation.expected() == 0) {
            deployments.watchNoLonger(deployment, 0);
        } else if (propagation.settled()) {
            settle(deployment, propagation);
        } else {
            deployments.lookAgainIn(deployment, deployment.pause());
            if (!deployment.overdue() && deployment.ageMs() >= overdueAfter.toMillis()) {
                recordOverdue(deployment, propagation);
            }
        }
    }

    private void settle(Deployment deployment, Propagation propagation) {
        var took = Objects.requireNonNull(propagation.tookMs());
        if (deployments.settle(deployment, propagation.expected(), Objects.requireNonNull(propagation.settledAt()))) {
            meters.settled(Duration.ofMillis(took));
        }
        if (records.record(new RecordPropagated(
                deployment.zoneId(), deployment.activationSeq(), propagation.expected(), loaded(propagation), took))) {
            deployments.watchNoLonger(deployment, propagation.expected());
        }
    }

    private static int loaded(Propagation propagation) {
        return (int) propagation.decisionPoints().stream()
                .filter(point -> point.expected() && "loaded".equals(point.settledBy()))
                .count();
    }

    private void recordOverdue(Deployment deployment, Propagation propagation) {
        var awaited = propagation.decisionPoints().stream()
                .filter(DecisionPoint::isAwaited)
                .map(DecisionPoint::id)
                .toList();
        if (records.record(new RecordOverdue(
                deployment.zoneId(),
                deployment.activationSeq(),
                awaited,
                propagation.expected(),
                deployment.ageMs()))) {
            deployments.markOverdue(deployment);
        }
    }
}
