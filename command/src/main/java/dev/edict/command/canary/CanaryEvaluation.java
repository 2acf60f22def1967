package dev.edict.command.canary;

import static dev.edict.command.api.Rejection.Reason.CANARIES_WOULD_FAIL;

import dev.edict.command.api.Rejection;
import dev.edict.command.api.settings.CanarySetting;
import dev.edict.command.api.zone.CanaryForecast;
import dev.edict.command.canary.JdbcCanaries.StoredCanaries;
import dev.edict.command.canary.JdbcCanaries.StoredInput;
import dev.edict.command.evaluation.CaseEvaluator;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.evaluation.CaseResult.Outcome;
import dev.edict.command.evaluation.SimulationCase;
import dev.edict.command.policyset.SealedVersions;
import dev.edict.command.settings.CanarySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Evaluates canaries as simulations evaluate cases: with the same engine, the same limits and the same comparison. */
@Component
class CanaryEvaluation implements CanaryForecasts, DueCanaries {

    private static final int MOST_NAMED = 10;
    private static final TypeReference<Map<String, Object>> INPUT = new TypeReference<>() {};

    private final JdbcCanaries canaries;
    private final CanarySettings settings;
    private final SealedVersions sealed;
    private final CaseEvaluator evaluator;

    CanaryEvaluation(JdbcCanaries canaries, CanarySettings settings, SealedVersions sealed, CaseEvaluator evaluator) {
        this.canaries = canaries;
        this.settings = settings;
        this.sealed = sealed;
        this.evaluator = evaluator;
    }

    @Override
    public Optional<Due> find(String zoneId) {
        var setting = settings.canaries(zoneId);
        return setting == CanarySetting.OFF
                ? Optional.empty()
                : canaries.versionIfAny(zoneId).map(version -> new Due(setting.word(), version));
    }

    @Override
    public @Nullable CanaryForecast evaluate(String zoneId, String policySetId, String versionId) {
        var due = find(zoneId);
        if (due.isEmpty() || sealed.find(zoneId, policySetId, versionId).isEmpty()) {
            return null;
        }
        var stored = canaries.all(zoneId);
        var results = evaluator.evaluate(
                sealed.documents(versionId),
                stored.canaries().stream().map(CanaryEvaluation::asCase).toList());
        var failing = results.stream()
                .filter(result -> result.outcome() != Outcome.PASSED)
                .toList();
        if (!failing.isEmpty() && due.get().setting().equals(CanarySetting.REQUIRED.word())) {
            throw wouldFail(versionId, stored, failing);
        }
        return new CanaryForecast(
                due.get().setting(),
                stored.canariesVersion(),
                results.size() - failing.size(),
                failing.size(),
                failing.stream().limit(MOST_NAMED).map(CaseResult::name).toList());
    }

    private static SimulationCase asCase(StoredInput canary) {
        return new SimulationCase(
                canary.name(),
                JsonMapper.shared().readValue(canary.input(), INPUT),
                canary.expect(),
                canary.expectReason(),
                null);
    }

    private static Rejection wouldFail(String versionId, StoredCanaries stored, List<CaseResult> failing) {
        var named = failing.stream().limit(MOST_NAMED).toList();
        var more = failing.size() - named.size();
        return CANARIES_WOULD_FAIL
                .because(
                        "%d of %d %s would fail under version %s: %s%s",
                        failing.size(),
                        stored.canaries().size(),
                        stored.canaries().size() == 1 ? "canary" : "canaries",
                        versionId,
                        named.stream().map(CaseResult::name).collect(Collectors.joining(", ")),
                        more == 0 ? "" : " and %d more".formatted(more))
                .with("canariesVersion", stored.canariesVersion())
                .with("failed", failing.size())
                .with("failing", named);
    }
}
