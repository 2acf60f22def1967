package dev.edict.fleet.propagation;

import dev.edict.command.api.deployment.DeploymentRecords;
import dev.edict.command.api.deployment.RecordCanariesFailed;
import dev.edict.command.api.deployment.RecordCanariesPassed;
import dev.edict.fleet.propagation.CanaryRuns.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Decides whether the canaries of an activation passed, and has the log record it. They pass when every expected
 * decision point that evaluates canaries decided them as expected; they fail at the first that did not, or at the
 * deadline. One that went on to a newer activation is not waited for, and the answer of one that came later counts.
 */
@Component
class CanaryProgress implements DeploymentFollower {

    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_NAMED = 10;

    private final CanaryRuns runs;
    private final DecisionPoints points;
    private final DeploymentRecords records;
    private final Duration deadline;

    CanaryProgress(
            CanaryRuns runs, DecisionPoints points, DeploymentRecords records, PropagationProperties properties) {
        this.runs = runs;
        this.points = points;
        this.records = records;
        this.deadline = properties.canaryDeadline();
    }

    @Override
    public void look(Set<String> reportedZones) {
        runs.due(reportedZones, MOST_AT_ONCE).forEach(this::look);
    }

    private void look(Deployment deployment) {
        var answered = runs.of(deployment);
        var failed = answered.stream().mapToInt(Run::failed).sum();
        if (failed > 0) {
            fail(deployment, failed, List.of());
        } else if (deployment.expected() == null && !isLate(deployment)) {
            // Decision points are asked when they have loaded it; who they are is known when it is settled.
            runs.lookAgainIn(deployment, deployment.pause());
        } else {
            judge(deployment, answered);
        }
    }

    private void judge(Deployment deployment, List<Run> answered) {
        var concerned = points.of(deployment).stream()
                .filter(DecisionPoint::isConcerned)
                .toList();
        var evaluating =
                concerned.stream().filter(DecisionPoint::evaluatesCanaries).toList();
        var awaited =
                evaluating.stream().filter(isAwaited(deployment, answered)).toList();
        if (!awaited.isEmpty()) {
            await(deployment, awaited);
        } else if (answered.isEmpty()) {
            runs.decide(deployment, "not_verifiable");
        } else {
            pass(deployment, answered, concerned.size() - evaluating.size());
        }
    }

    private static Predicate<DecisionPoint> isAwaited(Deployment deployment, List<Run> answered) {
        return point -> {
            var loaded = point.activationSeq();
            var wentOn = loaded != null && loaded > deployment.activationSeq();
            return !wentOn && answered.stream().noneMatch(run -> run.isOf(point));
        };
    }

    private void await(Deployment deployment, List<DecisionPoint> awaited) {
        if (isLate(deployment)) {
            fail(deployment, 0, awaited.stream().map(DecisionPoint::id).toList());
        } else {
            runs.lookAgainIn(deployment, deployment.pause());
        }
    }

    private boolean isLate(Deployment deployment) {
        return deployment.ageMs() >= deadline.toMillis();
    }

    private void fail(Deployment deployment, int failed, List<String> awaited) {
        if (records.record(new RecordCanariesFailed(
                deployment.zoneId(),
                deployment.activationSeq(),
                runs.failing(deployment, MOST_NAMED),
                failed,
                awaited,
                deployment.ageMs()))) {
            runs.decide(deployment, "failed");
        }
    }

    private void pass(Deployment deployment, List<Run> answered, int notVerifiable) {
        var last =
                answered.stream().map(Run::recordedAt).max(Instant::compareTo).orElseThrow();
        if (records.record(new RecordCanariesPassed(
                deployment.zoneId(),
                deployment.activationSeq(),
                answered.size(),
                answered.get(0).passed(),
                notVerifiable,
                Duration.between(deployment.committedAt(), last).toMillis()))) {
            runs.decide(deployment, "passed");
        }
    }
}
