package dev.edict.projector.trail;

import static dev.edict.projector.trail.TimelineRow.about;
import static dev.edict.projector.trail.TimelineRow.aboutDeployment;

import dev.edict.command.api.deployment.DecisionPointDismissed;
import dev.edict.command.api.deployment.DeploymentCanariesFailed;
import dev.edict.command.api.deployment.DeploymentCanariesPassed;
import dev.edict.command.api.deployment.DeploymentOverdue;
import dev.edict.command.api.deployment.DeploymentPropagated;
import dev.edict.command.api.deployment.DeploymentVerificationFailed;
import dev.edict.command.api.deployment.DeploymentVerified;
import dev.edict.command.api.deployment.FailedCanary;
import dev.edict.projector.tables.ViewWriter;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.stereotype.Component;

/** Describes in a sentence each what became of activations. */
@Component
@ProcessingGroup("timeline")
class DeploymentTimelineProjector {

    private final Timeline timeline;

    DeploymentTimelineProjector(ViewWriter writer) {
        this.timeline = new Timeline(writer);
    }

    @EventHandler
    void on(DecisionPointDismissed event, TrackingToken position) {
        var words = "Decision point %s dismissed: no activation waits for it".formatted(event.decisionPointId());
        timeline.write(position, about(event, words).withReason(event.reason()));
    }

    @EventHandler
    void on(DeploymentPropagated event, TrackingToken position) {
        var others = event.loaded() == event.decisionPoints() ? "" : ", the others allow nothing";
        var words = "Activation %d propagated after %d ms: loaded by %d of %s%s"
                .formatted(
                        event.activationSeq(),
                        event.tookMillis(),
                        event.loaded(),
                        TimelineNames.counted(event.decisionPoints(), "decision point"),
                        others);
        timeline.write(position, aboutDeployment(event, words));
    }

    @EventHandler
    void on(DeploymentOverdue event, TrackingToken position) {
        var words = "Activation %d is overdue after %d s: %s of %d did not load it: %s%s"
                .formatted(
                        event.activationSeq(),
                        event.afterMillis() / 1_000,
                        TimelineNames.counted(event.awaitedCount(), "decision point"),
                        event.decisionPoints(),
                        String.join(", ", event.awaited()),
                        more(event.awaitedCount() - event.awaited().size()));
        timeline.write(position, aboutDeployment(event, words));
    }

    @EventHandler
    void on(DeploymentCanariesPassed event, TrackingToken position) {
        var others = event.notVerifiable() == 0
                ? ""
                : "; %s cannot evaluate canaries"
                        .formatted(TimelineNames.counted(event.notVerifiable(), "decision point"));
        var words = "Canaries of activation %d passed after %d ms: %d of %d on each of %s%s"
                .formatted(
                        event.activationSeq(),
                        event.tookMillis(),
                        event.canaries(),
                        event.canaries(),
                        TimelineNames.counted(event.decisionPoints(), "decision point"),
                        others);
        timeline.write(position, aboutDeployment(event, words));
    }

    @EventHandler
    void on(DeploymentCanariesFailed event, TrackingToken position) {
        var why = Stream.of(failing(event), silent(event)).filter(words -> !words.isEmpty());
        var words = "Canaries of activation %d failed: %s"
                .formatted(event.activationSeq(), why.collect(Collectors.joining("; ")));
        timeline.write(position, aboutDeployment(event, words));
    }

    private static String failing(DeploymentCanariesFailed event) {
        var named =
                event.failing().stream().map(DeploymentTimelineProjector::words).collect(Collectors.joining("; "));
        return named + more(event.failed() - event.failing().size());
    }

    private static String silent(DeploymentCanariesFailed event) {
        return event.awaited().isEmpty()
                ? ""
                : "no answer after %d s from %s%s"
                        .formatted(
                                event.afterMillis() / 1_000,
                                String.join(", ", event.awaited()),
                                more(event.awaitedCount() - event.awaited().size()));
    }

    @EventHandler
    void on(DeploymentVerified event, TrackingToken position) {
        var open = event.notVerifiable().isEmpty()
                ? ""
                : "; not verifiable: %s".formatted(String.join(", ", event.notVerifiable()));
        var words = "Activation %d verified after %d ms: %s%s"
                .formatted(event.activationSeq(), event.afterMillis(), String.join(", ", event.passed()), open);
        timeline.write(position, aboutDeployment(event, words));
    }

    @EventHandler
    void on(DeploymentVerificationFailed event, TrackingToken position) {
        var words = "Activation %d is not what it should be: %s failed. %s"
                .formatted(event.activationSeq(), String.join(", ", event.failed()), event.explanation());
        timeline.write(position, aboutDeployment(event, words));
    }

    private static String words(FailedCanary canary) {
        return "“%s” on %s, expected %s, was %s"
                .formatted(
                        canary.name(),
                        canary.decisionPointId(),
                        canary.expected(),
                        Objects.requireNonNullElse(canary.actual(), "not decided"));
    }

    private static String more(int count) {
        return count == 0 ? "" : " and %d more".formatted(count);
    }
}
