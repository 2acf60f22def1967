package dev.edict.diagnosis;

import dev.edict.audit.evaluate.EventInput;
import dev.edict.audit.evaluate.RecordedDecision;
import dev.edict.decision.Decision;
import dev.edict.decision.Evaluation;
import dev.edict.decision.Explanation.Gates;
import dev.edict.decision.Explanation.Step;
import dev.edict.decision.PartialExplanation;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.input.PartialInput;
import dev.edict.decision.input.PolicyInput;
import dev.edict.diagnosis.Comparison.Live;
import dev.edict.diagnosis.Comparison.Parting;
import dev.edict.diagnosis.Comparison.Simulated;
import dev.edict.diagnosis.Comparison.VersionAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares a simulated input with a live decision. A part of the input is a cause if the decision changes when the part
 * is exchanged, in either direction; a part that alone makes one decision the other comes first.
 */
final class DifferingDecisions {

    private static final String STEP_UP = "step_up_required";
    private static final String SHAPE = "shape";
    private static final VersionAnswer UNGOVERNED = new VersionAnswer("deny", "no_active_policy_set");

    private final @Nullable String versionId;
    private final @Nullable PolicyBundle bundle;
    private final RecordedDecision event;
    private final PartialInput liveInput;
    private final InputMembers members;
    private final PartialExplanation simulated;
    private final PartialExplanation live;

    /**
     * Compares.
     *
     * @param versionId the version in force; null if nothing governs
     * @param bundle its policies; without any if nothing governs
     */
    DifferingDecisions(
            @Nullable String versionId,
            PolicyBundle bundle,
            PolicyInput simulated,
            RecordedDecision event,
            EventInput live) {
        this.versionId = versionId;
        this.bundle = versionId == null ? null : bundle;
        this.event = event;
        this.liveInput = live.partial();
        this.members = new InputMembers(simulated, liveInput);
        this.simulated = bundle.explain(new PartialInput(simulated, List.of()));
        this.live = bundle.explain(liveInput);
    }

    /** @param name of the canary; null for the input of a request */
    Comparison comparison(@Nullable String name) {
        var answer = answer(simulated);
        return new Comparison(
                new Simulated(
                        name == null ? "request" : "canary",
                        name,
                        versionId,
                        simulated.gates().shape(),
                        answer == null ? null : answer.decision(),
                        answer == null ? null : answer.reason()),
                new Live(
                        event.id(),
                        event.requestId(),
                        event.occurredAt(),
                        event.policySetVersionId(),
                        live.gates().shape(),
                        event.decision(),
                        event.reason(),
                        answer(live)),
                members.compared(),
                parting(simulated.gates(), live.gates()).orElse(null));
    }

    /** Likeliest first. */
    List<Cause> causes() {
        var found = new ArrayList<Cause>();
        notDecided().ifPresent(found::add);
        otherVersion().ifPresent(found::add);
        var differing = members.differing().stream()
                .filter(part -> part != CauseName.STEP_UP_DIFFERS)
                .toList();
        differing.stream().filter(this::suffices).map(this::cause).forEach(found::add);
        differing.stream()
                .filter(part -> !suffices(part) && matters(part))
                .map(this::cause)
                .forEach(found::add);
        stepUp().ifPresent(found::add);
        if (found.isEmpty()) {
            notRecorded().ifPresent(found::add);
        }
        return found;
    }

    private @Nullable VersionAnswer answer(PartialExplanation explained) {
        if (bundle == null) {
            return UNGOVERNED;
        }
        return explained.outcome() instanceof Evaluation.Decided decided ? answer(decided.decision()) : null;
    }

    private static VersionAnswer answer(Decision decision) {
        var onHold = decision.diagnostics().stream().anyMatch(diagnostic -> diagnostic.containsKey(STEP_UP));
        return new VersionAnswer(
                decision.effect().word(), onHold ? STEP_UP : decision.reason().orElse(null));
    }

    private VersionAnswer recorded() {
        return new VersionAnswer(event.decision(), event.reason());
    }

    private Optional<Cause> notDecided() {
        if (event.isOfAPolicy() && !event.isUngoverned() && !event.isFailedEvaluation()) {
            return Optional.empty();
        }
        return Optional.of(CauseName.NOT_DECIDED_BY_POLICY.found(
                "The live request got %s (%s) without any policy deciding it."
                        .formatted(event.decision(), event.reason()),
                Evidence.of("evaluation_status", event.evaluationStatus())
                        .and("event_type", event.eventType())
                        .and("reason", event.reason())
                        .members()));
    }

    /** Only if the version in force decides otherwise on the live input than was recorded. */
    private Optional<Cause> otherVersion() {
        var then = event.policySetVersionId();
        var now = answer(live);
        if (then == null || now == null || then.equals(versionId) || recorded().equals(now)) {
            return Optional.empty();
        }
        return Optional.of(CauseName.VERSION_DIFFERS.found(
                "The live decision was made by version %s, and %s is in force.".formatted(then, versionId),
                Evidence.of("version_then", then)
                        .and("version_now", versionId)
                        .and("recorded", recorded())
                        .and("now", now)
                        .members()));
    }

    /** By the version in force; as it was recorded if that version decided and its input is not known well enough. */
    private @Nullable VersionAnswer live() {
        var now = answer(live);
        return now == null
                        && event.policySetVersionId() != null
                        && event.policySetVersionId().equals(versionId)
                ? recorded()
                : now;
    }

    private boolean suffices(CauseName part) {
        var ofLive = live();
        var ofSimulated = answer(simulated);
        return ofLive != null
                && !Objects.equals(ofLive, ofSimulated)
                && (Objects.equals(withLive(part), ofLive)
                        || (ofSimulated != null && Objects.equals(withSimulated(part), ofSimulated)));
    }

    private boolean matters(CauseName part) {
        if (Objects.equals(answer(live), answer(simulated)) && answer(live) != null) {
            return false;
        }
        if (answer(simulated) == null) {
            return true;
        }
        var forwards = withLive(part);
        var backwards = withSimulated(part);
        return (forwards != null && !forwards.equals(answer(simulated)))
                || (backwards != null && answer(live) != null && !backwards.equals(answer(live)));
    }

    /** Null if it cannot be told, or a member of the part was not recorded. */
    private @Nullable VersionAnswer withLive(CauseName part) {
        return bundle == null || members.of(part).stream().anyMatch(Comparison.Compared::isNotRecorded)
                ? null
                : answer(bundle.explain(new PartialInput(members.simulatedWithLive(part), List.of())));
    }

    private @Nullable VersionAnswer withSimulated(CauseName part) {
        return bundle == null ? null : answer(bundle.explain(members.liveWithSimulated(part)));
    }

    private Cause cause(CauseName part) {
        var differing = members.of(part).stream()
                .filter(Comparison.Compared::isDifferent)
                .toList();
        var parting = parting(simulated.gates(), live.gates());
        return part.found(
                "%s: simulated %s, live %s."
                        .formatted(
                                differing.get(0).member(),
                                shown(differing.get(0).simulated()),
                                shown(differing.get(0).live())),
                Evidence.of("members", differing)
                        .and("alone_decides", suffices(part))
                        .and("gate", parting.map(Parting::gate).orElse(null))
                        .members());
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "nothing" : String.valueOf(value);
    }

    /** An allow that asks for an approval is refused until there is one, whatever else is the same. */
    private Optional<Cause> stepUp() {
        var differs = members.differing().contains(CauseName.STEP_UP_DIFFERS);
        var onHold = STEP_UP.equals(event.reason());
        if (!onHold && !(differs && asksForApproval())) {
            return Optional.empty();
        }
        return Optional.of(CauseName.STEP_UP_DIFFERS.found(
                onHold
                        ? "The live request is allowed once it is approved, and refused until then."
                        : "context.challenge_resolved differs: one of the requests had its approval.",
                Evidence.of("members", members.of(CauseName.STEP_UP_DIFFERS))
                        .and("live_on_hold", onHold)
                        .and("diagnostics", event.diagnostics())
                        .members()));
    }

    /** Without tiers an approval changes nothing; what logic makes of it is not known. */
    private boolean asksForApproval() {
        return Stream.of(simulated, live)
                .map(this::answer)
                .anyMatch(answer -> answer == null || STEP_UP.equals(answer.reason()));
    }

    private Optional<Cause> notRecorded() {
        var missing = live.missing();
        return missing.isEmpty() || recorded().equals(answer(simulated))
                ? Optional.empty()
                : Optional.of(CauseName.MEMBERS_NOT_RECORDED.found(
                        "The decision depends on members that the event does not tell: %s."
                                .formatted(String.join(", ", missing)),
                        Evidence.of("not_recorded", missing)
                                .and("version_then", event.policySetVersionId())
                                .and("version_now", versionId)
                                .members()));
    }

    private Optional<Parting> parting(Gates one, Gates other) {
        if (bundle == null) {
            return Optional.empty();
        }
        for (var i = 0; i < Math.min(one.steps().size(), other.steps().size()); i++) {
            var ofOne = one.steps().get(i);
            var ofOther = other.steps().get(i);
            if (!ofOne.gate().equals(ofOther.gate())) {
                break;
            }
            if (ofOne.passed() != ofOther.passed() || !Objects.equals(ofOne.reason(), ofOther.reason())) {
                return Optional.of(new Parting(ofOne.gate(), json(ofOne), json(ofOther)));
            }
        }
        return one.shape().equals(other.shape()) || other.shape().equals("unknown")
                ? Optional.empty()
                : Optional.of(new Parting(SHAPE, Map.of(SHAPE, one.shape()), Map.of(SHAPE, other.shape())));
    }

    private static Map<String, Object> json(Step step) {
        return Evidence.of("passed", step.passed())
                .and("reason", step.reason())
                .and("compared", step.compared())
                .members();
    }
}
