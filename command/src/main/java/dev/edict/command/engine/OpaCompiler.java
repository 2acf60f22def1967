package dev.edict.command.engine;

import dev.edict.decision.PolicyDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Lets an Open Policy Agent compile documents, without evaluating any. They become modules in a package of their own, that
 * nothing else refers to, and are removed again; a module that does not compile is refused and changes nothing. OPA's
 * {@code /v1/compile} would not do: it takes a query about modules that are there already.
 */
public final class OpaCompiler {

    private static final Duration BUDGET = Duration.ofSeconds(10);

    private final OpaPeer opa;

    private OpaCompiler(OpaPeer opa) {
        this.opa = opa;
    }

    /**
     * The OPA of {@code EDICT_OPA_URL}; empty if none is set.
     *
     * @throws dev.edict.command.api.SettingRefused if the setting is wrong
     */
    public static Optional<OpaCompiler> configuredIn(ConfigurableEnvironment environment) {
        var settings = new EngineSettings(environment);
        if (!settings.hasOpa()) {
            return Optional.empty();
        }
        var peer = new Peer(OpaEngine.NAME, settings.opa(), settings.timeout());
        return Optional.of(new OpaCompiler(new OpaPeer(peer, settings::opaToken)));
    }

    /**
     * What came of it.
     *
     * @param answered whether the OPA judged the documents
     * @param words the OPA's own about what it refused, with places in the documents; or why it did not answer; empty if
     *     everything compiled
     */
    public record Outcome(boolean answered, String words) {
        public boolean isCompiled() {
            return answered && words.isEmpty();
        }
    }

    /** How the OPA is called in messages. */
    public String name() {
        return opa.peer().named("").replaceFirst(": \\z", "");
    }

    /** Compiles the documents together. */
    public Outcome compile(List<PolicyDocument> documents) {
        var deadline = Deadline.in(BUDGET);
        var modules = new OpaModules(opa);
        try {
            for (var document : documents) {
                modules.put(document.id(), document.content(), deadline);
            }
            return new Outcome(true, "");
        } catch (EngineTrouble e) {
            return new Outcome(e.isRefusal(), e.reason());
        } finally {
            modules.remove();
        }
    }
}
