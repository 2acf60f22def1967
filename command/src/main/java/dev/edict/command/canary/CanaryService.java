package dev.edict.command.canary;

import dev.edict.command.api.Rejection;
import dev.edict.command.api.canary.DefineCanary;
import dev.edict.command.api.canary.RemoveCanary;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.evaluation.CaseExpectation;
import dev.edict.command.evaluation.CaseInput;
import dev.edict.command.evaluation.Refusal;
import dev.edict.command.evaluation.SimulationCase;
import dev.edict.decision.DecisionEngine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Defines and removes the canaries of zones.
 *
 * <p>Every method throws {@link dev.edict.command.api.Rejection} if the change is rejected.
 */
@Component
public class CanaryService {

    private static final TypeReference<Map<String, Object>> INPUT = new TypeReference<>() {};
    private static final Refusal INVALID = Refusal.of(Rejection.Reason.INVALID_CANARY);

    private final CommandSender commands;
    private final JdbcCanaries canaries;
    private final DecisionEngine engine;
    private final JsonMapper json;

    CanaryService(CommandSender commands, JdbcCanaries canaries, DecisionEngine engine, JsonMapper json) {
        this.commands = commands;
        this.canaries = canaries;
        this.engine = engine;
        this.json = json;
    }

    /**
     * What a canary asks and expects.
     *
     * @param input a policy input, as an engine reads it
     * @param expect {@code allow} or {@code deny}
     * @param expectReason the deny reason that is expected; null if any will do
     */
    public record NewCanary(Map<String, Object> input, String expect, @Nullable String expectReason) {}

    /**
     * A canary as it was stored.
     *
     * @param created whether the zone had no canary of this name
     * @param input in the normal form
     */
    public record StoredCanary(
            boolean created, long canariesVersion, Map<String, Object> input, Instant definedAt, String definedBy) {}

    /** Defines a canary, or replaces the one of this name. */
    public <A> A define(
            RequestContext cause, String zoneId, String name, NewCanary canary, Function<StoredCanary, A> toAnswer) {
        CaseExpectation.require(canary.expect(), canary.expectReason(), engine.name(), INVALID);
        var input = CaseInput.of(canary.input(), zoneId, INVALID).text();
        var command = new DefineCanary(zoneId, name, input, canary.expect(), canary.expectReason());
        return commands.send(
                cause, command, created -> toAnswer.apply(stored(zoneId, name, input, Boolean.TRUE.equals(created))));
    }

    /**
     * Checks canaries as they would be checked if they were defined, and stores nothing.
     *
     * @param proposed all that a zone would have, by name
     * @return the canaries as cases, by name
     */
    public List<SimulationCase> propose(String zoneId, Map<String, NewCanary> proposed) {
        return ProposedCanaries.of(zoneId, proposed, engine.name());
    }

    /** Removes a canary. */
    public void remove(RequestContext cause, String zoneId, String name) {
        commands.send(cause, new RemoveCanary(zoneId, name), result -> null);
    }

    private StoredCanary stored(String zoneId, String name, String input, boolean created) {
        var defined = canaries.defined(zoneId, name);
        return new StoredCanary(
                created, canaries.version(zoneId), json.readValue(input, INPUT), defined.at(), defined.by());
    }
}
