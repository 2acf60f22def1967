package dev.edict.command.engine;

import dev.edict.decision.PolicyDocument;
import java.time.Duration;
import java.util.List;

/**
 * Compiles documents as modules of an unused package and removes them again. OPA rejects a module that does not
 * compile, without any effect. OPA's {@code /v1/compile} does not fit: it takes a query about modules that are already
 * stored.
 */
final class ScratchPackageCompiler implements OpaCompiler {

    private static final Duration BUDGET = Duration.ofSeconds(10);

    private final OpaClient opa;

    ScratchPackageCompiler(OpaClient opa) {
        this.opa = opa;
    }

    @Override
    public String name() {
        return opa.client().named("").replaceFirst(": \\z", "");
    }

    @Override
    public Outcome compile(List<PolicyDocument> documents) {
        var deadline = Deadline.in(BUDGET);
        var modules = new OpaModules(opa);
        try {
            for (var document : documents) {
                modules.put(document.id(), document.content(), deadline);
            }
            return new Outcome(true, "");
        } catch (EngineFailure e) {
            return new Outcome(e.isRefusal(), e.reason());
        } finally {
            modules.remove();
        }
    }
}
