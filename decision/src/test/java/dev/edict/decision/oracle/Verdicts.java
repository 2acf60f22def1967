package dev.edict.decision.oracle;

import dev.edict.decision.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares two readings of a document, and names Edict's rule that rejects what OPA accepts. */
final class Verdicts {
    private static final String DIFFERENT = "DIFFERENT: ";
    private static final String REFUSED_BY_US = "refused by us only: ";

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?");
    private static final Pattern ZEROS = Pattern.compile("[.0]+$");

    /** The contract's (§8.2), about documents that are read as they should be. */
    private static final Set<String> OF_THE_CONTRACT = Set.of(
            "must_use_package_caracal_authz",
            "must_be_data_document",
            "data_document_must_not_define_result",
            "data_document_must_define_data",
            "data_document_rule_not_allowed",
            "forbidden_builtin");

    /** Rules of ours about literal data, by how a problem with each begins. */
    private static final Map<String, String> RULES = Map.of(
            "the operator -", "a sign apart from its number",
            "the character .", "a number that begins with its point",
            "the character ,", "a comma before the first element",
            "the character (", "a value in parentheses",
            "an import of ", "an import of what is no keyword",
            "a set of ", "contains in another rule than restrict",
            "a reference as the head of a rule ", "a reference as the head of a rule",
            "a function ", "a function of nothing");

    private Verdicts() {}

    static boolean isDifference(String verdict) {
        return verdict.startsWith(DIFFERENT);
    }

    static String of(String text, OurReading ours, TheirReading theirs) {
        boolean isRefusedByUs = !ours.problems().isEmpty();
        if (theirs.refusal() != null) {
            return isRefusedByUs ? "refused by both" : DIFFERENT + "accepted by us only";
        }
        if (isRefusedByUs) {
            return refusedByUs(ours.problems(), theirs.literal());
        }
        if (theirs.literal() && normal(ours.rules()).equals(normal(theirs.rules()))) {
            return "read alike";
        }
        return hasConfusedNumbers(text)
                ? "read otherwise: numbers that the agent takes for one"
                : DIFFERENT + "read otherwise";
    }

    /**
     * Agent 1.19 compares a number with a point without its last zeros and points, which makes 10.0 into 1, and two that are left
     * with a point as floats; their hashes mostly keep them apart.
     */
    private static boolean hasConfusedNumbers(String text) {
        var seen = new HashMap<String, BigDecimal>();
        return NUMBER.matcher(text).results().map(MatchResult::group).anyMatch(number -> {
            var trimmed = number.contains(".") ? ZEROS.matcher(number).replaceFirst("") : number;
            boolean isFloat = trimmed.contains(".") && !trimmed.equals(number);
            var value = new BigDecimal(number);
            var other = seen.putIfAbsent(isFloat ? "float " + Double.valueOf(number) : trimmed, value);
            return other != null && other.compareTo(value) != 0;
        });
    }

    private static String refusedByUs(List<Problem> problems, boolean isLiteral) {
        var ofReading = problems.stream()
                .filter(problem -> !OF_THE_CONTRACT.contains(code(problem)))
                .toList();
        if (ofReading.isEmpty()) {
            return REFUSED_BY_US + "a code of the contract";
        }
        return ofReading.stream()
                .map(problem -> rule(problem, isLiteral))
                .filter(Objects::nonNull)
                .findFirst()
                .map(REFUSED_BY_US::concat)
                .orElse(DIFFERENT + REFUSED_BY_US + ofReading.get(0).code() + ": "
                        + ofReading.get(0).message());
    }

    /** Our rule that the other one does not have; null if this problem is of none. */
    private static @Nullable String rule(Problem problem, boolean isLiteral) {
        return switch (code(problem)) {
            case "logic_not_allowed" -> isLiteral ? syntax(problem) : "logic";
            case "syntax_error" -> syntax(problem);
            case "invalid_string" ->
                problem.found().endsWith("in a string")
                        ? "a control character in a string"
                        : problem.found().endsWith("surrogate pair") ? "half of a surrogate pair" : null;
            case "content_not_storable" -> "half of a surrogate pair";
            case "invalid_number" -> problem.found().contains("a number ") ? "a number out of bounds" : null;
            case "unexpected_character" -> problem.found().endsWith(" $") ? "a template string" : null;
            case "missing_import" -> "contains without an import";
            case "duplicate_import" -> "one import twice";
            case "duplicate_key" -> "one key twice in an object";
            case "duplicate_definition", "repeated_definition" -> "one rule twice";
            default -> null;
        };
    }

    private static @Nullable String syntax(Problem problem) {
        if (String.valueOf(problem.expected()).startsWith("the end of ")) {
            return "several statements on a line";
        }
        for (var rule : RULES.entrySet()) {
            if (problem.found().startsWith(rule.getKey())) {
                return rule.getValue();
            }
        }
        return null;
    }

    private static String code(Problem problem) {
        return problem.code().split(":", 2)[0];
    }

    /** Numbers by value. */
    private static Object normal(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return value == null ? "null" : value;
        }
        if (list.size() == 2 && list.get(0).equals("number")) {
            return new BigDecimal(String.valueOf(list.get(1))).stripTrailingZeros();
        }
        var normal = new ArrayList<Object>();
        list.forEach(element -> normal.add(normal(element)));
        return normal;
    }
}
