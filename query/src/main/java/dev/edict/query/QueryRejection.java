package dev.edict.query;

import java.util.List;
import java.util.Locale;

/** A query was rejected for a named reason. */
public final class QueryRejection extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The reason of a rejection. Its lower-case name is the error code of the Admin API and never changes. */
    public enum Reason {
        ZONE_NOT_FOUND,
        POLICY_NOT_FOUND,
        POLICY_VERSION_NOT_FOUND,
        POLICY_SET_NOT_FOUND,
        POLICY_SET_VERSION_NOT_FOUND,
        POLICY_SET_BINDING_NOT_FOUND,
        ACTIVE_POLICY_SET_VERSION_NOT_FOUND,
        REQUEST_NOT_FOUND,
        CANARY_NOT_FOUND,
        CATALOGUE_OFF,
        CATALOGUE_UNREADABLE,
        SUITE_NOT_FOUND,
        SIMULATION_NOT_FOUND,
        INVALID_QUERY,
        INVALID_FIELDS,
        INVALID_CURSOR,
        INVALID_BODY,
        PERIOD_TOO_LONG,
        INSTANT_IN_FUTURE,
        INSTANT_BEFORE_ZONE,
        TOO_MANY_REPORTS,
        SEQUENCE_BEYOND_HEAD,
        TOO_MANY_WAITING_REQUESTS,
        APPLICATIONS_UNREADABLE;

        /** The error code in a response body, e.g. {@code policy_not_found}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** A rejection for this reason, with a {@link String#format} explanation for the caller. */
        public QueryRejection because(String explanation, Object... arguments) {
            return new QueryRejection(this, String.format(Locale.ROOT, explanation, arguments), List.of());
        }
    }

    /** One invalid part of the request: its path and the expected value. */
    public record Issue(List<String> path, String message) {}

    private final Reason reason;
    private final transient List<Issue> issues;

    private QueryRejection(Reason reason, String explanation, List<Issue> issues) {
        super(explanation);
        this.reason = reason;
        this.issues = issues;
    }

    /** Rejects one parameter where the contract answers {@code invalid_body} even for a query string. */
    public static QueryRejection invalidBody(String parameter, String message) {
        return new QueryRejection(
                Reason.INVALID_BODY,
                "%s %s".formatted(parameter, message),
                List.of(new Issue(List.of(parameter), message)));
    }

    public Reason reason() {
        return reason;
    }

    /** The invalid parts; empty unless the reason is {@link Reason#INVALID_BODY}. */
    public List<Issue> issues() {
        return issues;
    }
}
