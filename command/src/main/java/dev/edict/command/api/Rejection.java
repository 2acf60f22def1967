package dev.edict.command.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command was rejected for a named reason and had no effect. */
public final class Rejection extends RuntimeException {

    /** The fact that says in how many seconds the same request may succeed; a header and no member of the body. */
    public static final String RETRY_AFTER = "retryAfterSeconds";

    private static final long serialVersionUID = 1L;

    /** The reason of a rejection. Its lower-case name is the error code of the Admin API and never changes. */
    public enum Reason {
        ZONE_NOT_FOUND,
        ZONE_SLUG_CONFLICT,
        DCR_SHUTDOWN_REQUIRED,
        DCR_SHUTDOWN_NOT_APPLICABLE,
        APPLICATIONS_UNREADABLE,
        NO_FIELDS,
        RESERVED_NAMESPACE,
        INVALID_ADMIN_TOKEN,
        INVALID_ADMIN_TOKEN_REQUEST,
        ADMIN_TOKEN_NOT_FOUND,
        RETENTION_ABOVE_LIMIT,
        ZONE_ID_REQUIRED,
        ZONE_ID_NOT_ALLOWED_FOR_GLOBAL,
        GLOBAL_TOKEN_REQUIRED,
        ZONE_NOT_ACTIVE,
        POLICY_NOT_FOUND,
        POLICY_NAME_CONFLICT,
        POLICY_ARCHIVED,
        POLICY_IN_USE,
        INVALID_REGO,
        POLICY_SET_NOT_FOUND,
        POLICY_SET_NAME_CONFLICT,
        INVALID_POLICY_CONTRACT,
        INVALID_POLICY_BUNDLE,
        VERSION_NOT_FOUND,
        ACTIVE_VERSION_CHANGED,
        PRECONDITION_FAILED,
        PREVIEW_OUTDATED,
        INVALID_IF_MATCH,
        NO_ROLLBACK_TARGET,
        SIMULATION_OUTDATED,
        INVALID_CANARY,
        CANARY_NOT_FOUND,
        CANARY_CONTRADICTION,
        TOO_MANY_CANARIES,
        CANARIES_WOULD_FAIL,
        CANARIES_CHANGED,
        INVALID_CATALOGUE,
        CATALOGUE_NOT_MANAGED,
        CATALOGUE_OFF,
        CATALOGUE_UNREADABLE,
        EVIDENCE_MISSING,
        INVALID_SUITE,
        SUITE_NOT_FOUND,
        TOO_MANY_SUITES,
        TOO_MANY_SUITE_CASES,
        REPLICA_UNKNOWN,
        REPLICA_ID_IN_USE,
        TOO_MANY_REPLICAS,
        INCARNATION_SUPERSEDED,
        REPORT_OUT_OF_ORDER,
        ACTIVATION_UNKNOWN,
        ACTIVATION_NOT_FOUND,
        ZONE_FORBIDDEN,
        INVALID_QUERY,
        INVALID_POLICY_INPUT,
        INVALID_EVALUATION,
        TOO_MANY_EVALUATIONS,
        METADATA_NOT_CONFIGURED,
        ACCESS_DENIED,
        INVALID_TOKEN,
        POLICY_EVAL_FAILED,
        AUDIT_UNAVAILABLE,
        DECISION_NOT_FOUND,
        NOT_REPRODUCIBLE,
        TOO_MANY_WAITING_REQUESTS,
        NOTE_NOT_FOUND,
        REPLAY_NOT_FOUND,
        REPLAY_RUNNING,
        REPLAY_NOT_RESUMABLE,
        REPLAY_OVER_BUDGET,
        INSTANT_IN_FUTURE,
        INSTANT_BEFORE_LOG,
        PAYLOAD_TOO_LARGE,
        OVERLOADED;

        /** The error code in a response body, e.g. {@code version_not_found}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** A rejection for this reason, with a {@link String#format} explanation for the caller. */
        public Rejection because(String explanation, @Nullable Object... arguments) {
            return new Rejection(this, String.format(Locale.ROOT, explanation, arguments), Map.of());
        }
    }

    private final Reason reason;
    private final transient Map<String, @Nullable Object> facts;

    private Rejection(Reason reason, String explanation, Map<String, @Nullable Object> facts) {
        super(explanation);
        this.reason = reason;
        this.facts = facts;
    }

    /** The same rejection with one more member for the error body, e.g. the version that governs now. */
    public Rejection with(String fact, @Nullable Object value) {
        var more = new LinkedHashMap<String, @Nullable Object>(facts);
        more.put(fact, value);
        return new Rejection(reason, explanation(), Collections.unmodifiableMap(more));
    }

    public Reason reason() {
        return reason;
    }

    /** One sentence that explains it to the caller. */
    public String explanation() {
        return String.valueOf(getMessage());
    }

    /** Additional members of the error body, by camel-case name; often empty. */
    public Map<String, @Nullable Object> facts() {
        return facts;
    }
}
