package dev.edict.diagnosis;

import static dev.edict.command.api.Rejection.Reason.CANARY_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.DECISION_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.INVALID_POLICY_INPUT;
import static dev.edict.command.api.Rejection.Reason.NOT_REPRODUCIBLE;
import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_FOUND;

import dev.edict.audit.evaluate.EventInput;
import dev.edict.audit.evaluate.RecordedDecision;
import dev.edict.audit.evaluate.RecordedDecisions;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PolicyInput;
import dev.edict.diagnosis.Diagnosis.Symptom;
import dev.edict.diagnosis.PolicyReader.Policies;
import dev.edict.fleet.propagation.Deployment;
import dev.edict.fleet.propagation.Deployments;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks for the causes of each symptom in a zone; changes nothing. */
@Component
public class DiagnosisService {

    private final Deployments deployments;
    private final ZonePoints points;
    private final UnchangedDecisions unchanged;
    private final FailsClosed failsClosed;
    private final PolicyReader policies;
    private final RecordedDecisions events;
    private final Canaries canaries;

    DiagnosisService(
            Deployments deployments,
            ZonePoints points,
            UnchangedDecisions unchanged,
            FailsClosed failsClosed,
            PolicyReader policies,
            RecordedDecisions events,
            Canaries canaries) {
        this.deployments = deployments;
        this.points = points;
        this.unchanged = unchanged;
        this.failsClosed = failsClosed;
        this.policies = policies;
        this.events = events;
        this.canaries = canaries;
    }

    /**
     * A live decision to compare.
     *
     * @param event id of the event; null if the request is given
     * @param request id of the request; null if the event is given
     */
    public record LiveDecision(@Nullable String event, @Nullable String request) {}

    private record Simulated(@Nullable String canary, PolicyInput input) {}

    /**
     * Diagnoses a zone.
     *
     * @throws dev.edict.command.api.Rejection {@code zone_not_found}
     */
    public Diagnosis diagnose(String zoneId) {
        return diagnose(zoneId, null);
    }

    /**
     * Diagnoses a zone, and compares a live decision with a canary.
     *
     * @param canary its name; null for the one whose input is nearest
     * @throws dev.edict.command.api.Rejection {@code zone_not_found}, {@code decision_not_found}, {@code canary_not_found}
     *     or {@code not_reproducible}
     */
    public Diagnosis compareWithCanary(String zoneId, LiveDecision live, @Nullable String canary) {
        requireZone(zoneId);
        var event = find(zoneId, live);
        var input = input(event);
        var found = canary == null ? canaries.nearest(zoneId, input.partial()) : canaries.find(zoneId, canary);
        var simulated = found.orElseThrow(() -> CANARY_NOT_FOUND.because(
                "the zone has no canary %s to compare with; post the simulated input instead",
                canary == null ? "" : canary));
        return diagnose(zoneId, new Compared(event, input, new Simulated(simulated.name(), simulated.input())));
    }

    /**
     * Diagnoses a zone, and compares a live decision with an input.
     *
     * @throws dev.edict.command.api.Rejection {@code zone_not_found}, {@code decision_not_found},
     *     {@code invalid_policy_input} or {@code not_reproducible}
     */
    Diagnosis compareWithInput(String zoneId, LiveDecision live, Map<String, Object> simulated) {
        requireZone(zoneId);
        var event = find(zoneId, live);
        try {
            return diagnose(
                    zoneId, new Compared(event, input(event), new Simulated(null, PolicyInput.from(simulated))));
        } catch (InvalidPolicyInput e) {
            throw INVALID_POLICY_INPUT.because("input.%s: expected %s", e.path(), e.expected());
        }
    }

    private record Compared(RecordedDecision event, EventInput live, Simulated simulated) {}

    private Diagnosis diagnose(String zoneId, @Nullable Compared compared) {
        requireZone(zoneId);
        var latest = deployments.latest(zoneId);
        var inForce = latest.map(Deployment::versionId).map(policies::of);
        var symptoms = new ArrayList<Symptom>();
        var known = latest.map(points::of).orElse(List.of());
        symptoms.add(symptom(
                SymptomName.DECISIONS_DO_NOT_CHANGE,
                latest.map(deployment -> unchanged.of(deployment, known)).orElse(List.of())));
        var differing = compared == null ? null : differing(inForce, compared);
        if (differing != null) {
            symptoms.add(Symptom.of(SymptomName.SIMULATION_DIFFERS, differing.causes()));
        }
        symptoms.add(symptom(SymptomName.FAILS_CLOSED, failsClosed(latest, inForce, known)));
        return new Diagnosis(
                zoneId,
                Clock.systemUTC().instant(),
                latest.map(Deployment::activationSeq).orElse(null),
                latest.map(Deployment::versionId).orElse(null),
                symptoms,
                differing == null || compared == null
                        ? null
                        : differing.comparison(compared.simulated().canary()));
    }

    private List<Cause> failsClosed(Optional<Deployment> latest, Optional<Policies> inForce, List<ZonePoint> known) {
        return latest.isEmpty() || inForce.isEmpty()
                ? FailsClosed.ungoverned(latest)
                : failsClosed.of(latest.get(), inForce.get(), known);
    }

    private static DifferingDecisions differing(Optional<Policies> inForce, Compared compared) {
        return new DifferingDecisions(
                inForce.map(Policies::versionId).orElse(null),
                inForce.map(Policies::bundle).orElseGet(() -> PolicyBundle.of(List.of())),
                compared.simulated().input(),
                compared.event(),
                compared.live());
    }

    private static Symptom symptom(SymptomName name, List<Cause> causes) {
        return Symptom.of(
                name, causes.stream().sorted(Comparator.comparing(Cause::cause)).toList());
    }

    private void requireZone(String zoneId) {
        if (!deployments.isZone(zoneId)) {
            throw ZONE_NOT_FOUND.because("no zone %s", zoneId);
        }
    }

    private RecordedDecision find(String zoneId, LiveDecision live) {
        var event = live.event();
        if (event != null) {
            return events.find(zoneId, event)
                    .orElseThrow(() -> DECISION_NOT_FOUND.because("no event %s in zone %s", event, zoneId));
        }
        var request = String.valueOf(live.request());
        return events.ofRequest(zoneId, request)
                .orElseThrow(() -> DECISION_NOT_FOUND.because("no event of request %s in zone %s", request, zoneId));
    }

    private static EventInput input(RecordedDecision event) {
        try {
            return EventInput.of(event);
        } catch (InvalidPolicyInput e) {
            throw NOT_REPRODUCIBLE
                    .because("what event %s has as its input is none: %s", event.id(), e.getMessage())
                    .with("missing", List.of());
        }
    }
}
