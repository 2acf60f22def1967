package dev.edict.command.engine;

import dev.edict.decision.PolicyDocument;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.ConfigurableEnvironment;

/** Compiles documents with an Open Policy Agent, without evaluating them. */
public interface OpaCompiler {

    /**
     * The OPA at {@code EDICT_OPA_URL}; empty if it is not set.
     *
     * @throws dev.edict.command.api.SettingRefused if the setting is invalid
     */
    static Optional<OpaCompiler> configuredIn(ConfigurableEnvironment environment) {
        var settings = new EngineSettings(environment);
        if (!settings.hasOpa()) {
            return Optional.empty();
        }
        var client = new EngineHttpClient(OpaEngine.NAME, settings.opa(), settings.timeout());
        return Optional.of(new ScratchPackageCompiler(new OpaClient(client, settings::opaToken)));
    }

    /**
     * The result of a compilation.
     *
     * @param answered whether the OPA checked the documents
     * @param words OPA's error messages with places in the documents, or why it did not answer; empty if everything
     *     compiled
     */
    record Outcome(boolean answered, String words) {
        public boolean isCompiled() {
            return answered && words.isEmpty();
        }
    }

    /** The name of the OPA in messages. */
    String name();

    /** Compiles the documents together. */
    Outcome compile(List<PolicyDocument> documents);
}
