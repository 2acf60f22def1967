package dev.edict.app.web.access;

import org.springframework.http.HttpStatus;

/** Why a caller that was recognised is not let through. */
public enum Denial {
    ADMIN_TOKEN_READ_ONLY,
    ADMIN_TOKEN_APPROVE_ONLY,
    ADMIN_TOKEN_ZONE_MISMATCH,
    ADMIN_TOKEN_MANAGEMENT_FORBIDDEN_FOR_DERIVED_TOKEN,
    SYSTEM_ZONE_READ_ONLY,
    INVALID_ACCOUNT_ASSERTION,
    ACCOUNT_SCOPE_REQUIRED,
    ZONE_FORBIDDEN;

    String explanation() {
        return switch (this) {
            case ADMIN_TOKEN_READ_ONLY -> "This token may look and not change";
            case ADMIN_TOKEN_APPROVE_ONLY -> "This token may look, and decide on what awaits approval";
            case ADMIN_TOKEN_ZONE_MISMATCH -> "This token is good for one zone, and not for what was asked";
            case ADMIN_TOKEN_MANAGEMENT_FORBIDDEN_FOR_DERIVED_TOKEN -> "A console's token cannot manage tokens";
            case SYSTEM_ZONE_READ_ONLY -> "The zone is the installation's own";
            case INVALID_ACCOUNT_ASSERTION -> "A console's token needs a valid x-caracal-account";
            case ACCOUNT_SCOPE_REQUIRED -> "An account reaches its own zones and nothing above them";
            case ZONE_FORBIDDEN -> "The zone is not the account's";
        };
    }

    public HttpStatus status() {
        return this == INVALID_ACCOUNT_ASSERTION ? HttpStatus.UNAUTHORIZED : HttpStatus.FORBIDDEN;
    }

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
