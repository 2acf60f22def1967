package dev.edict.diagnosis;

import dev.edict.audit.evaluate.EventInput;
import dev.edict.audit.evaluate.RecordedDecision;
import dev.edict.audit.evaluate.RecordedDecisions;
import dev.edict.decision.Decision.Effect;
import dev.edict.decision.Evaluation;
import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.Problem;
import dev.edict.decision.problem.Severity;
import dev.edict.diagnosis.PolicyReader.Policies;
import dev.edict.fleet.propagation.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Looks for what denies requests: the policies in force, decision points without any, and recorded denials by reason. */
@Component
class FailsClosed {

    /** What was denied for want of a policy longer ago than this is over. */
    static final long RECENT_MS = 300_000;

    private static final long LOADING_MS = 10_000;
    private static final Set<String> MALFORMED =
            Set.of("wrong_shape", "duplicate_key", "duplicate_definition", "scope_with_two_tiers");

    private final Denials denials;
    private final RecordedDecisions events;

    FailsClosed(Denials denials, RecordedDecisions events) {
        this.denials = denials;
        this.events = events;
    }

    /** Nothing governs the zone. */
    static List<Cause> ungoverned(Optional<Deployment> latest) {
        return List.of(CauseName.NO_GOVERNING_VERSION.found(
                latest.isPresent()
                        ? "Nothing governs the zone since its deactivation, so every request is denied."
                        : "Nothing was ever activated in the zone, so every request is denied.",
                latest.map(deployment -> Evidence.of("activation_seq", deployment.activationSeq())
                                .and("since", deployment.committedAt())
                                .members())
                        .orElseGet(Map::of)));
    }

    /** In any order; of one cause the most frequent first. */
    List<Cause> of(Deployment deployment, Policies policies, List<ZonePoint> points) {
        var found = new ArrayList<Cause>();
        frozen(policies).ifPresent(found::add);
        found.addAll(problems(policies));
        fallback(deployment, points).ifPresent(found::add);
        stale(points).ifPresent(found::add);
        denials.kinds(deployment.zoneId()).stream()
                .flatMap(kind -> denied(deployment, policies, kind).stream())
                .filter(cause -> isNew(cause, found))
                .forEach(found::add);
        return found;
    }

    /** What the documents or the roster show already is not repeated for the denials that follow from it. */
    private static boolean isNew(Cause cause, List<Cause> found) {
        return switch (cause.cause()) {
            case MALFORMED_DATA, DENY_ALL_FALLBACK, STALE_BUDGET -> !has(found, cause.cause());
            case EVALUATION_FAILED ->
                !has(found, CauseName.DOCUMENT_INVALID) && !has(found, CauseName.EVALUATION_FAILED);
            default -> true;
        };
    }

    private static boolean has(List<Cause> found, CauseName name) {
        return found.stream().anyMatch(cause -> cause.cause() == name);
    }

    private static Optional<Cause> frozen(Policies policies) {
        var reasons = policies.places().restrictions();
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(CauseName.ZONE_FROZEN.found(
                        "restrict has reasons, so every request of the zone is denied.",
                        Evidence.of("reason", "restriction_active")
                                .and("document", policies.places().of(reasons.get(0)))
                                .and(
                                        "documents",
                                        reasons.stream()
                                                .map(policies.places()::of)
                                                .toList())
                                .members()));
    }

    private static List<Cause> problems(Policies policies) {
        return PolicyCheck.bundle(policies.documents(), PolicyLanguage.REGO).problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .limit(Evidence.MOST)
                .map(problem -> problem(policies, problem))
                .toList();
    }

    private static Cause problem(Policies policies, Problem problem) {
        var name = MALFORMED.contains(problem.code()) ? CauseName.MALFORMED_DATA : CauseName.DOCUMENT_INVALID;
        return name.found(
                "A document of the version in force has %s.".formatted(problem.message()),
                Evidence.of("code", problem.code())
                        .and("document", policies.places().of(problem))
                        .members(),
                problem.help());
    }

    private static Optional<Cause> fallback(Deployment deployment, List<ZonePoint> points) {
        return deployment.ageMs() <= UnchangedDecisions.GRACE_MS
                ? Optional.empty()
                : UnchangedDecisions.about(
                        CauseName.DENY_ALL_FALLBACK,
                        points,
                        FailsClosed::hasLoadedNothing,
                        "Nothing was loaded by %s, so every request there is denied.");
    }

    private static boolean hasLoadedNothing(ZonePoint point) {
        return point.isPresent()
                && point.point().activationSeq() == null
                && point.fact() != null
                && point.fact().presentMs() > LOADING_MS
                && !point.isStockStsBeforeItsFirstRequest()
                && !point.is("stale");
    }

    private static Optional<Cause> stale(List<ZonePoint> points) {
        return UnchangedDecisions.about(
                CauseName.STALE_BUDGET,
                points,
                point -> point.isPresent() && point.is("stale"),
                "The staleness budget of %s is over, so every request there is denied.");
    }

    private Optional<Cause> denied(Deployment deployment, Policies policies, Denials.Kind kind) {
        return switch (kind.reason()) {
            case "policy_stale" -> recent(kind, CauseName.STALE_BUDGET, "The policy was stale when it was asked for.");
            case "policy_not_loaded" ->
                recent(kind, CauseName.DENY_ALL_FALLBACK, "No policy was loaded when it was asked for.");
            case "policy_eval_failed" ->
                recent(kind, CauseName.EVALUATION_FAILED, "The policies could not be evaluated for a request.");
            default -> events.find(deployment.zoneId(), kind.eventId()).flatMap(event -> denied(policies, kind, event));
        };
    }

    private static Optional<Cause> recent(Denials.Kind kind, CauseName name, String sentence) {
        return kind.ageMs() > RECENT_MS
                ? Optional.empty()
                : Optional.of(name.found(
                        sentence, DenialCauses.of(kind, kind.reason()).members()));
    }

    /** By the policies in force: what they allow now is no cause any more. */
    private static Optional<Cause> denied(Policies policies, Denials.Kind kind, RecordedDecision event) {
        EventInput input;
        try {
            input = EventInput.of(event);
        } catch (InvalidPolicyInput e) {
            return Optional.of(other(kind, "what the event has as its input is none"));
        }
        if (!event.isOfAPolicy()) {
            return Optional.of(other(kind, "before any policy was asked"));
        }
        var explained = policies.bundle().explain(input.partial());
        var causes = new DenialCauses(
                policies.places(),
                kind,
                input.partial().input(),
                explained.gates().shape());
        if (!(explained.outcome() instanceof Evaluation.Decided decided)) {
            return causes.of(kind.reason());
        }
        return decided.decision().effect() == Effect.ALLOW
                ? Optional.empty()
                : causes.of(decided.decision().reason().orElse(kind.reason()));
    }

    private static Cause other(Denials.Kind kind, String what) {
        return CauseName.OTHER_DENIAL.found(
                "Requests were denied for %s: %s.".formatted(kind.reason(), what),
                DenialCauses.of(kind, kind.reason()).members());
    }
}
