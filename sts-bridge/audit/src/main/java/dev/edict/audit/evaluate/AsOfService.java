package dev.edict.audit.evaluate;

import static dev.edict.command.api.Rejection.Reason.INVALID_POLICY_INPUT;

import dev.edict.audit.evaluate.AsOfDecisions.PointDecision;
import dev.edict.audit.evaluate.AsOfDecisions.VersionDecision;
import dev.edict.audit.evaluate.Evaluated.Obstacle;
import dev.edict.command.api.Rejection;
import dev.edict.command.policyset.SealedVersions;
import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PartialInput;
import dev.edict.decision.input.PolicyInput;
import dev.edict.query.asof.AsOf;
import dev.edict.query.asof.AsOfReader;
import dev.edict.query.asof.EffectiveState.EnforcedVersion;
import dev.edict.query.asof.PastPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides requests as they would have been decided at an instant; changes nothing. */
@Component
class AsOfService {

    private final AsOfReader past;
    private final SealedVersions sealed;
    private final Evaluator evaluator;

    AsOfService(AsOfReader past, SealedVersions sealed, Evaluator evaluator) {
        this.past = past;
        this.sealed = sealed;
        this.evaluator = evaluator;
    }

    /**
     * Decides by what the log desired and by what each decision point enforced, once by each version.
     *
     * @throws Rejection {@code invalid_policy_input} if engines cannot read the input, or it is of another zone
     */
    AsOfDecisions decide(String zoneId, PastPoint point, Map<String, Object> given) {
        var input = new PartialInput(input(zoneId, given), List.of());
        var then = past.find(zoneId, point, false);
        var answers = new LinkedHashMap<Governance, Evaluated>();
        var desired = answers.computeIfAbsent(desired(then), version -> evaluator.evaluate(version, input));
        var points = then.effective().decisionPoints().stream()
                .map(one -> decision(
                        one,
                        answers.computeIfAbsent(enforced(zoneId, one), version -> evaluator.evaluate(version, input)),
                        desired))
                .toList();
        return new AsOfDecisions(
                zoneId,
                then.at(),
                then.sequence(),
                VersionDecision.of(then.desired().activationSeq(), desired),
                points,
                List.copyOf(answers.values()));
    }

    private static PolicyInput input(String zoneId, Map<String, Object> given) {
        try {
            var input = PolicyInput.from(given);
            if (!input.principal().zoneId().equals(zoneId)) {
                throw INVALID_POLICY_INPUT.because("input.principal.zone_id: expected this zone, \"%s\"", zoneId);
            }
            return input;
        } catch (InvalidPolicyInput e) {
            throw INVALID_POLICY_INPUT.because("input.%s: expected %s", e.path(), e.expected());
        }
    }

    private Governance desired(AsOf then) {
        var version = then.desired().version();
        return version == null ? Governance.NONE : governance(then.zoneId(), version.versionId());
    }

    /** A change that the log does not have was of a log that was restored since. */
    private Governance enforced(String zoneId, EnforcedVersion point) {
        var isKnown = point.activationSeq() == 0 || point.policySetId() != null;
        return isKnown
                ? governance(zoneId, point.versionId())
                : Governance.unusable(null, null, Obstacle.VERSION_UNKNOWN);
    }

    private Governance governance(String zoneId, @Nullable String versionId) {
        return versionId == null
                ? Governance.NONE
                : sealed.find(zoneId, versionId)
                        .map(Governance::of)
                        .orElseGet(() -> Governance.unusable(versionId, null, Obstacle.VERSION_UNKNOWN));
    }

    private static PointDecision decision(EnforcedVersion point, Evaluated answer, Evaluated desired) {
        var agrees = answer.hasDecision()
                && Objects.equals(answer.decision(), desired.decision())
                && Objects.equals(answer.reason(), desired.reason());
        return new PointDecision(
                point.id(), point.incarnation(), VersionDecision.of(point.activationSeq(), answer), agrees);
    }
}
