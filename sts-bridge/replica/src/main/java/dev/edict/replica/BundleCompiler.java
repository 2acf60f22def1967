package dev.edict.replica;

import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.language.DataRule;
import dev.edict.decision.language.Definition;
import dev.edict.decision.language.Definition.Kind;
import dev.edict.decision.language.ParsedDocument;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.replica.controlplane.Bundle;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the documents of a bundle, and tells apart what the contract's decision point does with those that it cannot
 * use (contract §6.2): it denies everything for a document that it cannot read, and keeps the older bundle for one that
 * it reads and cannot compile. Logic, which only that decision point evaluates, denies everything here.
 */
final class BundleCompiler {

    /** Of these rules a scalar is a type error to the contract's decision point (contract §8.5). */
    private static final Set<DataRule> LOOKED_INTO = EnumSet.of(DataRule.RESTRICT, DataRule.APP_IDS, DataRule.GRANTS);

    /** The documents are readable, and no decision point compiles them: the older bundle stays. */
    static final class NotCompiled extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotCompiled(String why) {
            super("not_compiled: " + why);
        }
    }

    /**
     * What decides.
     *
     * @param fault why every request is denied; null if none is for a reason of its own
     */
    record Compiled(PolicyBundle policies, @Nullable String fault) {}

    private BundleCompiler() {}

    static Compiled compile(Bundle bundle) {
        String fault = null;
        Optional<String> typeError = Optional.empty();
        for (var policy : bundle.policies()) {
            var parsed = ParsedDocument.of(policy.policyVersionId(), policy.content(), PolicyLanguage.REGO);
            fault = fault == null ? fault(parsed) : fault;
            typeError = typeError.or(() -> typeError(parsed));
        }
        if (fault == null && typeError.isPresent()) {
            throw new NotCompiled(typeError.get());
        }
        var documents = bundle.policies().stream()
                .map(policy -> new PolicyDocument(policy.policyVersionId(), policy.content()))
                .toList();
        return new Compiled(PolicyBundle.of(documents), fault);
    }

    private static @Nullable String fault(ParsedDocument parsed) {
        if (!parsed.problems().isEmpty()) {
            return "the bundle cannot be read: " + parsed.problems().inOrder().get(0);
        }
        return parsed.unjudged().isEmpty()
                ? null
                : "not_analysable: " + parsed.unjudged().get(0);
    }

    private static Optional<String> typeError(ParsedDocument parsed) {
        return parsed.definitions().stream()
                .filter(BundleCompiler::isScalar)
                .findFirst()
                .map(definition -> "%s is neither an object nor another collection, in policy version %s"
                        .formatted(definition.name(), parsed.source().documentId()));
    }

    private static boolean isScalar(Definition definition) {
        var value = definition.value();
        var literal = value == null ? null : value.literal();
        return literal != null
                && definition.kind() == Kind.COMPLETE
                && !literal.isCollection()
                && DataRule.named(definition.name())
                        .filter(LOOKED_INTO::contains)
                        .isPresent();
    }
}
