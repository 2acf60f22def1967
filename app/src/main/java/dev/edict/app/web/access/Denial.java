package dev.edict.app.web.access;

import org.springframework.http.HttpStatus;

/** The reason why an authenticated caller is denied. */
public enum Denial {
    ADMIN_TOKEN_READ_ONLY,
    ADMIN_TOKEN_APPROVE_ONLY,
    ADMIN_TOKEN_REPLICA_ONLY,
    ADMIN_TOKEN_DECIDE_ONLY,
    DECIDE_TOKEN_REQUIRED,
    ADMIN_TOKEN_ZONE_MISMATCH,
    ADMIN_TOKEN_MANAGEMENT_FORBIDDEN_FOR_DERIVED_TOKEN,
    SYSTEM_ZONE_READ_ONLY,
    INVALID_ACCOUNT_ASSERTION,
    ACCOUNT_SCOPE_REQUIRED,
    ZONE_FORBIDDEN;

    /** What the token may do, in a sentence. */
    public String explanation() {
        return switch (this) {
            case ADMIN_TOKEN_READ_ONLY -> "This token is read-only";
            case ADMIN_TOKEN_APPROVE_ONLY -> "This token may only read, and decide on pending approvals";
            case ADMIN_TOKEN_REPLICA_ONLY ->
                "This token may only read bundles and report what a decision point enforces";
            case ADMIN_TOKEN_DECIDE_ONLY -> "This token may only ask for decisions";
            case DECIDE_TOKEN_REQUIRED -> "Decisions need a token with the capability decide or write";
            case ADMIN_TOKEN_ZONE_MISMATCH -> "This token is limited to one zone and does not reach this resource";
            case ADMIN_TOKEN_MANAGEMENT_FORBIDDEN_FOR_DERIVED_TOKEN -> "A console's token cannot manage tokens";
            case SYSTEM_ZONE_READ_ONLY -> "The system zone is read-only";
            case INVALID_ACCOUNT_ASSERTION -> "A console's token needs a valid x-caracal-account header";
            case ACCOUNT_SCOPE_REQUIRED -> "An account can access its own zones only";
            case ZONE_FORBIDDEN -> "The zone does not belong to the account";
        };
    }

    public HttpStatus status() {
        return this == INVALID_ACCOUNT_ASSERTION ? HttpStatus.UNAUTHORIZED : HttpStatus.FORBIDDEN;
    }

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
