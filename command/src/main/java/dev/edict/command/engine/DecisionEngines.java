package dev.edict.command.engine;

import dev.edict.command.api.SettingRefused;
import dev.edict.command.secret.CurrentSecret;
import dev.edict.decision.DecisionEngine;
import dev.edict.decision.EmbeddedDecisionEngine;
import java.time.Clock;
import java.time.Duration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Creates the configured decision engine. */
public final class DecisionEngines {

    private static final Duration BUDGET = Duration.ofSeconds(10);
    private static final int AT_A_TIME = 8;

    private DecisionEngines() {}

    /**
     * Creates the configured engine without calling it, so that it may be unavailable at the start.
     *
     * @throws SettingRefused if a setting of the engine is missing or invalid
     */
    public static DecisionEngine chosenIn(ConfigurableEnvironment environment) {
        var settings = new EngineSettings(environment);
        return switch (settings.engine()) {
            case "embedded" -> new EmbeddedDecisionEngine();
            case OpaEngine.NAME -> new BoundedEngine(opa(settings), AT_A_TIME);
            case StsEngine.NAME -> new BoundedEngine(sts(settings), AT_A_TIME);
            default ->
                throw new SettingRefused(EngineSettings.ENGINE, "is not a decision engine: set embedded, opa or sts");
        };
    }

    private static DecisionEngine opa(EngineSettings settings) {
        var client = new EngineHttpClient(OpaEngine.NAME, settings.opa(), settings.timeout());
        return new OpaEngine(
                new OpaClient(client, new CurrentSecret<>(settings::opaToken)), settings.opaContract(), BUDGET);
    }

    private static DecisionEngine sts(EngineSettings settings) {
        var client = new EngineHttpClient(StsEngine.NAME, settings.sts(), settings.timeout());
        return new StsEngine(client, new CurrentSecret<>(settings::gatewayKey), BUDGET, Clock.systemUTC());
    }
}
