package dev.edict.app.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers that name the account or person for whom a request is made (contract §2). */
public final class CallerHeaders {

    public static final String ACCOUNT = "x-caracal-account";
    public static final String AUTHORIZED_BY = "x-caracal-authorized-by";
    public static final String CREATED_VIA = "x-caracal-created-via";

    /** A name must not look like an actor of the log. */
    static final String NAME = "(?!(?i:admin:))[\\p{L}\\p{N} @._+:'-]{1,256}";

    private static final Pattern ACCEPTED = Pattern.compile(NAME);

    private CallerHeaders() {}

    /** Returns null for no name and for an invalid one. */
    static @Nullable String authorizedBy(HttpServletRequest request) {
        var named = request.getHeader(AUTHORIZED_BY);
        return named != null && ACCEPTED.matcher(named).matches() ? named : null;
    }

    static boolean isViaOperator(HttpServletRequest request) {
        return "operator".equals(request.getHeader(CREATED_VIA));
    }
}
