package dev.edict.decision;

import java.util.Optional;
import java.util.Set;

/** Tells whether a text may be stored as a policy-data document (contract §8.2). */
public final class PolicyValidator {
    /** The one version of input and documents that the contract knows. */
    public static final String SCHEMA_VERSION = "2026-05-20";

    private static final String PACKAGE = "caracal.authz";
    private static final String DIRECTIVE = "caracal:data-document";

    private PolicyValidator() {}

    /**
     * Checks the surface of a document in the contract's order; the text need not be readable by an engine.
     *
     * @param content the whole document; up to 262,144 UTF-16 units
     * @return the first violation's code of contract §8.2, such as {@code must_be_data_document} or
     *     {@code forbidden_builtin:http.send}, or {@code content_not_storable} (ours) for a text with U+0000 or an unpaired
     *     surrogate, which UTF-8 and PostgreSQL cannot hold; empty when there is none
     */
    public static Optional<String> firstViolation(String content) {
        if (!isStorable(content)) {
            return Optional.of("content_not_storable");
        }
        var outline = PolicyOutline.of(content);
        if (outline.violation().isPresent()) {
            return outline.violation();
        }
        if (!outline.packageName().equals(PACKAGE)) {
            return Optional.of("must_use_package_caracal_authz");
        }
        if (!hasDirective(content)) {
            return Optional.of("must_be_data_document");
        }
        return ruleViolation(outline.rules());
    }

    private static Optional<String> ruleViolation(Set<String> rules) {
        if (rules.contains("result")) {
            return Optional.of("data_document_must_not_define_result");
        }
        if (rules.isEmpty()) {
            return Optional.of("data_document_must_define_data");
        }
        return rules.stream()
                .filter(rule -> DataRule.named(rule).isEmpty())
                .findFirst()
                .map(rule -> "data_document_rule_not_allowed:" + rule);
    }

    private static boolean isStorable(String content) {
        for (int at = 0; at < content.length(); at++) {
            char c = content.charAt(at);
            if (Character.isHighSurrogate(c)
                    && at + 1 < content.length()
                    && Character.isLowSurrogate(content.charAt(at + 1))) {
                at++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasDirective(String content) {
        for (int at = content.indexOf(DIRECTIVE); at >= 0; at = content.indexOf(DIRECTIVE, at + 1)) {
            int hash = lastBeforeSpace(content, at);
            if (hash >= 0
                    && content.charAt(hash) == '#'
                    && startsLine(content, hash)
                    && !SourceScan.isNamePart(content, at + DIRECTIVE.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsLine(String content, int at) {
        int before = lastBeforeSpace(content, at);
        return before < 0 || content.substring(before, at).indexOf('\n') >= 0;
    }

    private static int lastBeforeSpace(String content, int end) {
        int at = end - 1;
        while (at >= 0 && SourceScan.isSpace(content.charAt(at))) {
            at--;
        }
        return at;
    }
}
