package dev.edict.command.engine;

import dev.edict.decision.PolicyDocument;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.ConfigurableEnvironment;

/** Lets an Open Policy Agent compile documents, without evaluating any. */
public interface OpaCompiler {

    /**
     * The OPA of {@code EDICT_OPA_URL}; empty if none is set.
     *
     * @throws dev.edict.command.api.SettingRefused if the setting is wrong
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
     * What came of it.
     *
     * @param answered whether the OPA judged the documents
     * @param words the OPA's own about what it refused, with places in the documents; or why it did not answer; empty if
     *     everything compiled
     */
    record Outcome(boolean answered, String words) {
        public boolean isCompiled() {
            return answered && words.isEmpty();
        }
    }

    /** How the OPA is called in messages. */
    String name();

    /** Compiles the documents together. */
    Outcome compile(List<PolicyDocument> documents);
}
