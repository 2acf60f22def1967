package dev.edict.decision.problem;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The problems of a document or a bundle; the codes of contract §8.2 come first, in the contract's order. */
public enum ProblemCode {
    CONTENT_NOT_STORABLE("Remove the character: neither UTF-8 nor PostgreSQL can hold it."),
    EMPTY_POLICY("Write a document; the smallest has a directive, a package and one rule."),
    CONTENT_TOO_LARGE("Split the document: each of the six rules may stand in a document of its own."),
    UNTERMINATED_STRING("Close the string on its line, or write it between backticks if it has several."),
    UNBALANCED_DELIMITERS("Close every bracket with its own kind, in reverse order."),
    MISSING_PACKAGE_DECLARATION("Begin with: package caracal.authz"),
    INVALID_PACKAGE_NAME("Write names of letters, digits and underscores, joined by single dots."),
    FORBIDDEN_BUILTIN("Remove the call: no decision point runs it."),
    MUST_USE_PACKAGE_CARACAL_AUTHZ("Write: package caracal.authz"),
    MUST_BE_DATA_DOCUMENT("Put the comment # caracal:data-document on a line of its own."),
    DATA_DOCUMENT_MUST_NOT_DEFINE_RESULT("Remove it: the decision contract computes the result."),
    DATA_DOCUMENT_MUST_DEFINE_DATA(
            "Define at least one of app_ids, grants, confinement, restrict, risk and approval_tiers."),
    DATA_DOCUMENT_RULE_NOT_ALLOWED(
            "Use one of app_ids, grants, confinement, restrict, risk and approval_tiers, or remove it."),
    SYNTAX_ERROR("Write rules as name := value, each on lines of its own, and values as in JSON."),
    LOGIC_NOT_ALLOWED("Write the value out; a document holds data only."),
    INVALID_STRING("Use the escapes of JSON, or write the text between backticks."),
    INVALID_NUMBER("Write a number as JSON does."),
    UNEXPECTED_CHARACTER("Remove it, or put it into a string; a byte-order mark only as \\ufeff."),
    TOO_DEEPLY_NESTED("Flatten the value."),
    DUPLICATE_KEY("Keep one of the two members."),
    REPEATED_KEY(Severity.WARNING, "Remove one of the two members: they say the same."),
    MISSING_IMPORT("Add the line: import rego.v1"),
    DUPLICATE_IMPORT("Remove one of the two imports."),
    DUPLICATE_DEFINITION("Define every name once per bundle."),
    REPEATED_DEFINITION(Severity.WARNING, "Remove one of the two definitions: they say the same."),
    WRONG_SHAPE("Write a value of the shape that is expected here."),
    NOT_JUDGED(Severity.WARNING, "Only literal data is checked here: simulate it with the engine opa or sts."),
    NOT_COMPILED("Correct it: no decision point loads the bundle."),
    UNKNOWN_MEMBER(Severity.WARNING, "Remove it or correct its name: nothing reads it."),
    EMPTY_NAME(Severity.WARNING, "Write a name, or remove it: almost no request has an empty name."),
    ROLE_WITHOUT_SCOPE(Severity.WARNING, "Give the role a scope, or remove it."),
    SCOPE_WITH_TWO_TIERS("Keep one tier per scope."),
    CONFINEMENT_SHADOWED(
            Severity.WARNING, "Remove this rule, or give it fewer scopes than the one that always applies with it."),
    CONFINEMENT_EMPTIED(Severity.WARNING, "Give the two rules a scope in common: both apply to the same labels."),
    GRANT_WITHOUT_BINDING(Severity.WARNING, "Add the application to app_ids, or correct the name."),
    BINDING_WITHOUT_GRANT(Severity.WARNING, "Grant something to it, or remove it."),
    CONFINEMENT_UNSATISFIABLE(
            Severity.WARNING, "Allow a scope that some role has, unless these labels must not have any scope."),
    UNDECLARED_TIER(Severity.WARNING, "Declare the tier in approval_tiers, or correct its name."),
    UNUSED_TIER(Severity.WARNING, "Use it in risk, or remove it."),
    UNKNOWN_APPLICATION(Severity.WARNING, "Correct the id, or add the application to the zone's catalogue."),
    UNKNOWN_RESOURCE(Severity.WARNING, "Correct the identifier, or add the resource to the zone's catalogue."),
    UNKNOWN_SCOPE(Severity.WARNING, "Correct the scope, or add it to its resource in the zone's catalogue."),
    DEPRECATED_TERM(Severity.WARNING, "Use the name that replaces it."),
    DEAD_GRANT(Severity.WARNING, "Remove the scope from the role, or allow it in the confinement of the label."),
    SCOPE_WITHOUT_TIER(
            Severity.WARNING, "Give the scope a tier in risk, or take it off tiered_scopes in the catalogue."),
    TOO_MANY_PROBLEMS(Severity.WARNING, "Fix the problems above and check again.");

    /** The codes of warnings that only the catalogue of a zone gives rise to. */
    public static final Set<String> NEEDING_A_CATALOGUE =
            EnumSet.range(UNKNOWN_APPLICATION, SCOPE_WITHOUT_TIER).stream()
                    .map(ProblemCode::code)
                    .collect(Collectors.toUnmodifiableSet());

    private final Severity severity;
    private final String help;

    ProblemCode(String help) {
        this(Severity.ERROR, help);
    }

    ProblemCode(Severity severity, String help) {
        this.severity = severity;
        this.help = help;
    }

    /** The code in responses and reports, such as {@code logic_not_allowed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The usual severity of this code; {@link #TOO_MANY_PROBLEMS} is an error if it stands for one. */
    public Severity severity() {
        return severity;
    }

    /** The remedy, in one sentence. */
    public String help() {
        return help;
    }

    /** Whether the contract defines it; of several problems the contract reports the first of its own. */
    boolean isOfTheContract() {
        return compareTo(DATA_DOCUMENT_RULE_NOT_ALLOWED) <= 0;
    }
}
