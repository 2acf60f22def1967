package dev.edict.decision.input;

import java.util.Locale;
import java.util.Set;

/** The names of members whose values are secrets (contract §1.6), without those of sessions, which are ids. */
public final class SecretNames {

    private static final Set<String> NAMES = Set.of(
            "password",
            "passwd",
            "secret",
            "token",
            "access_token",
            "refresh_token",
            "id_token",
            "api_key",
            "apikey",
            "authorization",
            "cookie",
            "set_cookie",
            "client_secret",
            "private_key",
            "assertion");

    private SecretNames() {}

    /** Upper and lower case are the same. */
    public static boolean has(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
