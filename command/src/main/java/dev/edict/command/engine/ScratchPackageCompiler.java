package dev.edict.command.engine;

import dev.edict.decision.PolicyDocument;
import java.time.Duration;
import java.util.List;

/**
 * Compiles documents as modules of a package of their own, that nothing else refers to, and removes them again; a module
 * that does not compile is refused and changes nothing. OPA's {@code /v1/compile} would not do: it takes a query about
 * modules that are there already.
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
