package dev.edict.projector.trail;

import static dev.edict.projector.trail.TimelineRow.about;
import static dev.edict.projector.trail.TimelineRow.aboutPolicySet;

import dev.edict.command.api.simulation.PolicySetVersionSimulated;
import dev.edict.command.api.suite.SuiteDefined;
import dev.edict.command.api.suite.SuiteEvent;
import dev.edict.command.api.suite.SuiteRemoved;
import dev.edict.projector.tables.ViewWriter;
import java.util.stream.Collectors;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.stereotype.Component;

/** Describes in a sentence each what versions are simulated with, and what came out. */
@Component
@ProcessingGroup("timeline")
class SimulationTimelineProjector {

    private static final int MOST_NAMED = 10;

    private final Timeline timeline;
    private final TimelineNames names;

    SimulationTimelineProjector(ViewWriter writer, TimelineNames names) {
        this.timeline = new Timeline(writer);
        this.names = names;
    }

    @EventHandler
    void on(SuiteDefined event, TrackingToken position) {
        var words = "Suite “%s” defined with %s as its version %d: the zone has %s"
                .formatted(
                        event.name(), TimelineNames.counted(event.cases(), "case"), event.suiteVersion(), all(event));
        timeline.write(position, about(event, words));
    }

    @EventHandler
    void on(SuiteRemoved event, TrackingToken position) {
        var words = "Suite “%s” removed: the zone has %s".formatted(event.name(), all(event));
        timeline.write(position, about(event, words));
    }

    private static String all(SuiteEvent event) {
        return "%s with %s"
                .formatted(
                        TimelineNames.counted(event.count(), "suite"),
                        TimelineNames.counted(event.totalCases(), "case"));
    }

    @EventHandler
    void on(PolicySetVersionSimulated event, TrackingToken position) {
        var words = "Simulated %s: %s as expected, %d not, %d not executed%s%s"
                .formatted(
                        names.policySetVersion(event.versionId()),
                        TimelineNames.counted(event.passed(), "case"),
                        event.failed(),
                        event.notExecuted(),
                        suites(event),
                        event.catalogueVersion() == 0 ? "" : "; catalogue version " + event.catalogueVersion());
        timeline.write(
                position,
                aboutPolicySet(event, words, event.policySetId(), event.versionId())
                        .withSimulation(event.simulationId()));
    }

    private static String suites(PolicySetVersionSimulated event) {
        var suites = event.suites();
        if (suites.isEmpty()) {
            return "";
        }
        var more = suites.size() - MOST_NAMED;
        return "; %s%s: %s%s"
                .formatted(
                        event.suitesVersion() == null ? "" : "all of ",
                        TimelineNames.counted(suites.size(), "suite"),
                        suites.stream()
                                .limit(MOST_NAMED)
                                .map(suite -> "%s (version %d)".formatted(suite.name(), suite.version()))
                                .collect(Collectors.joining(", ")),
                        more <= 0 ? "" : " and %d more".formatted(more));
    }
}
