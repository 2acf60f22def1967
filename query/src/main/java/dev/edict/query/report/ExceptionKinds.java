package dev.edict.query.report;

import dev.edict.query.report.content.ReportedEvidence;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which events are exceptions in a report, and of which kind. */
final class ExceptionKinds {

    private static final String ACTIVATION = "zone.version_activated";

    /** Events that always are. The log does not tell a rollback in an emergency from another one. */
    private static final Map<String, String> ALWAYS = Map.of(
            "zone.activation_rolled_back", "rollback",
            "deployment.overdue", "deployment_overdue",
            "deployment.canaries_failed", "canaries_failed",
            "deployment.verification_failed", "verification_failed",
            "refusals.summarised", "requests_refused");

    private ExceptionKinds() {}

    /** The events that may be exceptions. */
    static Set<String> events() {
        var events = new TreeSet<>(ALWAYS.keySet());
        events.add(ACTIVATION);
        return events;
    }

    /** Null for an event that is none. */
    static @Nullable String of(String event, @Nullable ReportedEvidence evidence) {
        if (!event.equals(ACTIVATION) || evidence == null) {
            return ALWAYS.get(event);
        }
        if (isWithoutEvidence(evidence)) {
            return "activation_without_evidence";
        }
        var failed = evidence.canariesFailed();
        return failed != null && failed > 0 ? "activation_with_failing_canaries" : null;
    }

    /** Where the zone asked for nothing, a simulation that passed is evidence. */
    private static boolean isWithoutEvidence(ReportedEvidence evidence) {
        return evidence.missing() == null
                ? !"PASS".equals(evidence.verdict())
                : !evidence.missing().isEmpty();
    }
}
