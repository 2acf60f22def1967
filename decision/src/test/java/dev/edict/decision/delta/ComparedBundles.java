package dev.edict.decision.delta;

import dev.edict.decision.Decision;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyAccess;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.input.PolicyInput;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two bundles with their delta, asked by the decision engine.
 *
 * @param before null for a zone that is governed by nothing
 */
record ComparedBundles(@Nullable PolicyBundle before, PolicyBundle after, AccessDelta delta) {

    private static final String ZONE = "z";

    static ComparedBundles of(@Nullable PolicyBundle before, PolicyBundle after) {
        var was = before == null ? PolicyAccess.denyingAll("no_active_policy_set") : before.access();
        return new ComparedBundles(before, after, AccessDelta.between(was, after.access()));
    }

    /** The same with an error in the delta: one change of access and all zone-wide ones are missing. */
    ComparedBundles without(AccessChange change) {
        var access =
                delta.access().stream().filter(other -> !other.equals(change)).toList();
        return new ComparedBundles(before, after, new AccessDelta(null, List.of(), access));
    }

    /** Whether the engine gives both decisions the same access, or an item of the delta concerns the request. */
    boolean explains(PolicyInput input) {
        return accessBefore(input).equals(accessAfter(input)) || isConcerned(input);
    }

    /** The first item whose witness has the same access under both bundles; empty if there is none. */
    Optional<Object> itemWithoutWitness() {
        return Stream.<Object>concat(delta.zone().stream(), delta.access().stream())
                .filter(item -> witnesses(item).anyMatch(witness -> {
                    var input = PolicyInput.from(witness.input(ZONE));
                    return accessBefore(input).equals(accessAfter(input));
                }))
                .findFirst();
    }

    /** The first change of a shape that the engine decides otherwise than the delta says; empty if there is none. */
    Optional<ShapeChange> wrongShape() {
        return delta.access().stream()
                .flatMap(change -> change.shapes().stream().filter(shape -> {
                    var input = PolicyInput.from(change.witness(shape.shape()).input(ZONE));
                    return !accessBefore(input).equals(shape.before())
                            || !accessAfter(input).equals(shape.after());
                }))
                .findFirst();
    }

    /** The first zone-wide change with another reason than the engine denies its witness for; empty if there is none. */
    Optional<ZoneChange> wrongReason() {
        return delta.zone().stream()
                .filter(change -> change.reason() != null)
                .filter(change -> {
                    var denying = change.before().isDenied() ? before : after;
                    return denying != null
                            && !denialOf(denying, change.witness()).equals(Optional.ofNullable(change.reason()));
                })
                .findFirst();
    }

    private static Optional<String> denialOf(PolicyBundle bundle, Witness witness) {
        return bundle.decide(PolicyInput.from(witness.input(ZONE))) instanceof Evaluation.Decided decided
                ? decided.decision().reason()
                : Optional.empty();
    }

    /** Every request that the delta names as one that is decided differently. */
    List<Witness> witnesses() {
        return Stream.<Object>concat(delta.zone().stream(), delta.access().stream())
                .flatMap(ComparedBundles::witnesses)
                .toList();
    }

    private static Stream<Witness> witnesses(Object item) {
        return item instanceof AccessChange change
                ? change.shapes().stream().map(shape -> change.witness(shape.shape()))
                : Stream.of(((ZoneChange) item).witness());
    }

    boolean isConcerned(PolicyInput input) {
        var shape = after.explain(input).shape();
        return delta.zone().stream().anyMatch(change -> isConcerned(input, shape, change))
                || delta.access().stream().anyMatch(change -> isConcerned(input, shape, change));
    }

    /** Stricter than promised: a wide change counts only for requests that no change of access may concern. */
    private static boolean isConcerned(PolicyInput input, String shape, ZoneChange change) {
        var scopes = input.context().requestedScopes();
        var isWorkload = shape.equals("workload") || shape.equals("bootstrap_and_workload");
        return switch (change.kind()) {
            case EVERYTHING, TIER_DATA -> isWorkload;
            case CONFINEMENT_DATA -> false;
            case CONFINEMENT ->
                shape.equals("mint")
                        && scopes.contains(change.scope())
                        && input.principal().labels().stream()
                                .anyMatch(label -> label.startsWith(Objects.requireNonNull(change.labelPrefix())));
            case TIER -> isWorkload && scopes.contains(change.scope());
        };
    }

    private static boolean isConcerned(PolicyInput input, String shape, AccessChange change) {
        var carried = input.context().subjectClaims().get("scope") instanceof String text
                ? List.of(text.split(" ", -1))
                : List.<String>of();
        var scopes = shape.equals("use") ? carried : input.context().requestedScopes();
        return change.application().equals(input.principal().id())
                && change.resource().equals(input.resource().identifier())
                && change.shapes().stream()
                        .anyMatch(changed -> changed.shape().word().equals(shape))
                && (change.label() == null || input.principal().labels().contains(change.label()))
                && (change.scope() == null || scopes.contains(change.scope()));
    }

    private Access accessBefore(PolicyInput input) {
        return before == null ? Access.DENY : access(before.decide(input));
    }

    private Access accessAfter(PolicyInput input) {
        return access(after.decide(input));
    }

    private static Access access(Evaluation evaluation) {
        if (!(evaluation instanceof Evaluation.Decided decided)) {
            return Access.UNDECIDED;
        }
        if (decided.decision().effect() == Decision.Effect.DENY) {
            return Access.DENY;
        }
        return decided.decision().diagnostics().stream()
                .map(diagnostic -> diagnostic.get("step_up_required"))
                .filter(Objects::nonNull)
                .map(stepUp -> new Access(Access.Effect.HOLD, tiers((Map<?, ?>) stepUp)))
                .findFirst()
                .orElse(Access.ALLOW);
    }

    private static List<Object> tiers(Map<?, ?> stepUp) {
        return ((List<?>) Objects.requireNonNull(stepUp.get("tiers")))
                .stream().<Object>map(tier -> tier).toList();
    }
}
