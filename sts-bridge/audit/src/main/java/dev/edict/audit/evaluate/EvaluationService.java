package dev.edict.audit.evaluate;

import static dev.edict.command.api.Rejection.Reason.DECISION_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.NOT_REPRODUCIBLE;
import static dev.edict.command.api.Rejection.Reason.VERSION_NOT_FOUND;

import dev.edict.audit.evaluate.Evaluated.Obstacle;
import dev.edict.audit.evaluate.Reevaluation.EvaluatedInput;
import dev.edict.command.api.Rejection;
import dev.edict.command.policyset.SealedVersions;
import dev.edict.decision.PartialExplanation;
import dev.edict.decision.input.InvalidPolicyInput;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Evaluates recorded decisions again, and makes simulation cases of them; changes nothing. */
@Component
public class EvaluationService {

    /** The fact of a rejection that says why an event cannot be evaluated again. */
    static final String OBSTACLE = "obstacle";

    private static final String NO_RULE_MATCHED = "no_rule_matched";

    private final RecordedDecisions events;
    private final SealedVersions sealed;
    private final Evaluator evaluator;

    EvaluationService(RecordedDecisions events, SealedVersions sealed, Evaluator evaluator) {
        this.events = events;
        this.sealed = sealed;
        this.evaluator = evaluator;
    }

    /**
     * Evaluates an event.
     *
     * @param versionId the version to compare with; null for the one in force
     * @throws Rejection if there is no such event or version in the zone
     */
    public Reevaluation evaluate(String zoneId, String eventId, @Nullable String versionId) {
        var event = find(zoneId, eventId);
        return evaluate(event, other(zoneId, versionId));
    }

    Reevaluation evaluate(RecordedDecision event, Governance other) {
        var then = then(event);
        if (!event.isOfAPolicy()) {
            return impossible(event, Obstacle.NO_POLICY_DECISION, then, other);
        }
        var input = input(event);
        return input.isEmpty() ? withoutInput(event, then, other) : evaluate(event, input.get(), then, other);
    }

    private static Reevaluation withoutInput(RecordedDecision event, Governance then, Governance other) {
        var untold = EventInput.untold(event);
        return untold.isEmpty()
                ? impossible(event, Obstacle.INVALID_INPUT, then, other)
                : Reevaluation.of(
                        event,
                        EvaluatedInput.without(untold),
                        Evaluated.incomplete(then, null, untold),
                        Evaluated.incomplete(other, null, untold));
    }

    private Reevaluation evaluate(RecordedDecision event, EventInput input, Governance then, Governance other) {
        var evaluated = evaluator.evaluate(then, input.partial());
        if (isContradicted(event, input, evaluated)) {
            return evaluate(event, input.without(EventInput.SUBJECT_CLAIMS), then, other);
        }
        return Reevaluation.of(event, EvaluatedInput.of(input), evaluated, evaluator.evaluate(other, input.partial()));
    }

    /**
     * A rebuilt request for scopes is taken to have had no claims. With claims it has no shape of the contract's: if that
     * is what was recorded, and the version of then says otherwise, it may have had some.
     */
    private static boolean isContradicted(RecordedDecision event, EventInput input, Evaluated then) {
        return !input.isRecorded()
                && !input.partial().unknown().contains(EventInput.SUBJECT_CLAIMS)
                && NO_RULE_MATCHED.equals(event.reason())
                && !NO_RULE_MATCHED.equals(then.reason());
    }

    /**
     * Makes a case of an event, to be simulated with versions.
     *
     * @param name null for one that has the event's id
     * @throws Rejection if there is no such event in the zone, or its input is not known well enough for every version
     */
    public RecordedCase makeCase(String zoneId, String eventId, @Nullable String name) {
        var event = find(zoneId, eventId);
        if (!event.isOfAPolicy() || event.isFailedEvaluation()) {
            throw NOT_REPRODUCIBLE
                    .because("event %s tells no decision of a policy: a case has nothing to expect", eventId)
                    .with(OBSTACLE, Obstacle.NO_POLICY_DECISION.code())
                    .with("missing", List.of());
        }
        var input = input(event).orElseThrow(() -> NOT_REPRODUCIBLE
                .because("what event %s has as its input is none", eventId)
                .with(OBSTACLE, obstacle(event).code())
                .with("missing", EventInput.untold(event)));
        if (isContradicted(event, input, evaluator.evaluate(then(event), input.partial()))) {
            input = input.without(EventInput.SUBJECT_CLAIMS);
        }
        var missing = PartialExplanation.decisive(input.partial());
        if (!missing.isEmpty()) {
            throw NOT_REPRODUCIBLE
                    .because("event %s does not tell what decisions read: %s", eventId, String.join(", ", missing))
                    .with(OBSTACLE, Obstacle.INCOMPLETE_INPUT.code())
                    .with("missing", missing);
        }
        return RecordedCase.of(event, input.partial().input(), name);
    }

    /** Makes cases of events, as far as they can be made, and says why of the others. */
    public RecordedSuite makeCases(String zoneId, List<String> eventIds) {
        return CaseMaker.make(eventIds, eventId -> makeCase(zoneId, eventId, null));
    }

    private static Obstacle obstacle(RecordedDecision withoutInput) {
        return EventInput.untold(withoutInput).isEmpty() ? Obstacle.INVALID_INPUT : Obstacle.INCOMPLETE_INPUT;
    }

    private RecordedDecision find(String zoneId, String eventId) {
        return events.find(zoneId, eventId)
                .orElseThrow(() -> DECISION_NOT_FOUND.because("no event %s in zone %s", eventId, zoneId));
    }

    private Governance then(RecordedDecision event) {
        if (event.isUngoverned()) {
            return Governance.NONE;
        }
        var versionId = event.policySetVersionId();
        if (versionId == null) {
            return Governance.unusable(null, event.manifestSha(), Obstacle.VERSION_NOT_RECORDED);
        }
        var version = sealed.find(event.zoneId(), versionId);
        if (version.isEmpty()) {
            return Governance.unusable(versionId, event.manifestSha(), Obstacle.VERSION_UNKNOWN);
        }
        var manifest = event.manifestSha();
        return manifest == null || manifest.equals(version.get().manifestSha256())
                ? Governance.of(version.get())
                : Governance.unusable(versionId, version.get().manifestSha256(), Obstacle.MANIFEST_DIFFERS);
    }

    private Governance other(String zoneId, @Nullable String versionId) {
        var governing = versionId == null ? events.governing(zoneId) : Optional.of(versionId);
        return governing.isEmpty()
                ? Governance.NONE
                : sealed.find(zoneId, governing.get())
                        .map(Governance::of)
                        .orElseThrow(() ->
                                VERSION_NOT_FOUND.because("no version %s in any set of this zone", governing.get()));
    }

    private static Optional<EventInput> input(RecordedDecision event) {
        try {
            return Optional.of(EventInput.of(event));
        } catch (InvalidPolicyInput e) {
            return Optional.empty();
        }
    }

    private static Reevaluation impossible(
            RecordedDecision event, Obstacle obstacle, Governance then, Governance other) {
        return Reevaluation.of(
                event,
                EvaluatedInput.NONE,
                Evaluated.impossible(obstacle, then),
                Evaluated.impossible(obstacle, other));
    }
}
