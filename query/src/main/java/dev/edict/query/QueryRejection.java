package dev.edict.query;

import java.util.List;
import java.util.Locale;

/** A question that has no answer, for a reason that has a name. */
public final class QueryRejection extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why there is no answer; the lower-case name is the error code of the Admin API and never changes. */
    public enum Reason {
        ZONE_NOT_FOUND,
        POLICY_NOT_FOUND,
        POLICY_VERSION_NOT_FOUND,
        POLICY_SET_NOT_FOUND,
        POLICY_SET_VERSION_NOT_FOUND,
        POLICY_SET_BINDING_NOT_FOUND,
        ACTIVE_POLICY_SET_VERSION_NOT_FOUND,
        REQUEST_NOT_FOUND,
        INVALID_QUERY,
        INVALID_FIELDS,
        INVALID_CURSOR,
        INVALID_BODY,
        APPLICATIONS_UNREADABLE;

        /** The code as it stands in an error body, e.g. {@code policy_not_found}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** A refusal for this reason, explained to the caller by a {@link String#format} text. */
        public QueryRejection because(String explanation, Object... arguments) {
            return new QueryRejection(this, String.format(Locale.ROOT, explanation, arguments), List.of());
        }
    }

    /** One thing wrong with what was asked: where, and what was expected there. */
    public record Issue(List<String> path, String message) {}

    private final Reason reason;
    private final transient List<Issue> issues;

    private QueryRejection(Reason reason, String explanation, List<Issue> issues) {
        super(explanation);
        this.reason = reason;
        this.issues = issues;
    }

    /** A refusal of one parameter where the contract answers {@code invalid_body} even for a query string. */
    public static QueryRejection invalidBody(String parameter, String message) {
        return new QueryRejection(
                Reason.INVALID_BODY,
                "%s %s".formatted(parameter, message),
                List.of(new Issue(List.of(parameter), message)));
    }

    public Reason reason() {
        return reason;
    }

    /** What was wrong, item by item; empty unless the reason is {@link Reason#INVALID_BODY}. */
    public List<Issue> issues() {
        return issues;
    }
}
