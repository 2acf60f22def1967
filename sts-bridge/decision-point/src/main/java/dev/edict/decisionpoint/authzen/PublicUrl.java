package dev.edict.decisionpoint.authzen;

import dev.edict.command.api.SettingRefused;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The URL under which callers reach the decision point, also behind a proxy. */
record PublicUrl(@Nullable String base) {

    static final String VARIABLE = "EDICT_DECISION_POINT_URL";

    private static final String WHAT =
            "is no URL such as https://pdp.example: https and a host, without path, query and fragment";

    /** @throws SettingRefused unless it is an https URL of a host alone (AuthZEN, metadata) */
    static PublicUrl parse(String url) {
        URI parsed;
        try {
            parsed = URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw new SettingRefused(VARIABLE, WHAT);
        }
        if (!"https".equalsIgnoreCase(parsed.getScheme())
                || parsed.getHost() == null
                || parsed.getUserInfo() != null
                || !(parsed.getRawPath().isEmpty() || parsed.getRawPath().equals("/"))
                || parsed.getRawQuery() != null
                || parsed.getRawFragment() != null) {
            throw new SettingRefused(VARIABLE, WHAT);
        }
        return new PublicUrl(parsed.toString().replaceFirst("/+\\z", ""));
    }

    static PublicUrl unknown() {
        return new PublicUrl(null);
    }

    /** The identifier of a zone's decision point; empty if the URL is unknown. */
    Optional<String> ofZone(String zoneId) {
        return Optional.ofNullable(base).map(url -> url + "/zones/" + zoneId);
    }
}
