package dev.edict.command.suite;

import dev.edict.command.api.suite.DefineSuite;
import dev.edict.command.api.suite.RemoveSuite;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.evaluation.SimulationCase;
import dev.edict.command.suite.SuitesInForce.ZoneSuites;
import dev.edict.decision.DecisionEngine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Defines and removes the suites of zones.
 *
 * <p>Every method throws {@link dev.edict.command.api.Rejection} if the change is rejected.
 */
@Component
public class SuiteService {

    private final CommandSender commands;
    private final JdbcSuites suites;
    private final DecisionEngine engine;

    SuiteService(CommandSender commands, JdbcSuites suites, DecisionEngine engine) {
        this.commands = commands;
        this.suites = suites;
        this.engine = engine;
    }

    /** The cases of a suite, and what it is about. */
    public record NewSuite(@Nullable String description, List<SimulationCase> cases) {}

    /**
     * A suite as it was stored.
     *
     * @param created whether the zone had no suite of this name
     */
    public record StoredSuite(
            boolean created,
            long suitesVersion,
            long suiteVersion,
            @Nullable String description,
            int cases,
            String sha256,
            Instant definedAt,
            String definedBy) {}

    /** Defines a suite, or replaces the one of this name. */
    public <A> A define(
            RequestContext cause, String zoneId, String name, NewSuite suite, Function<StoredSuite, A> toAnswer) {
        var content = SuiteText.of(suite.cases(), zoneId, engine.name(), SuiteText.INVALID);
        var command = new DefineSuite(
                zoneId, name, suite.description(), content, suite.cases().size());
        return commands.send(
                cause, command, created -> toAnswer.apply(suites.stored(zoneId, name, Boolean.TRUE.equals(created))));
    }

    /**
     * Checks suites as they would be checked if they were defined, and stores nothing.
     *
     * @param proposed all that a zone would have, by name
     * @return the suites with version 0, by name
     */
    public ZoneSuites propose(String zoneId, Map<String, SuiteBody> proposed) {
        return ProposedSuites.of(zoneId, proposed, engine.name());
    }

    /** Removes a suite. */
    public void remove(RequestContext cause, String zoneId, String name) {
        commands.send(cause, new RemoveSuite(zoneId, name), result -> null);
    }
}
