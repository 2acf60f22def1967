package dev.edict.app.web.console;

import dev.edict.command.api.SettingRefused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of the console.
 *
 * @param enabled {@code on} (default) or {@code off}
 * @param publicUrl the address that browsers use, if it is a proxy's; null to derive it from each request
 */
@ConfigurationProperties("edict.console")
record ConsoleProperties(@Nullable String enabled, @Nullable String publicUrl) {

    private static final String ON = "on";

    ConsoleProperties {
        enabled = enabled == null || enabled.isBlank() ? ON : enabled.strip();
        publicUrl = publicUrl == null || publicUrl.isBlank() ? null : publicUrl.strip();
        if (!Set.of(ON, "off").contains(enabled)) {
            throw new SettingRefused("EDICT_CONSOLE", "must be on or off");
        }
        if (publicUrl != null && origin(publicUrl) == null) {
            throw new SettingRefused(
                    "EDICT_PUBLIC_URL", "must be the origin that browsers use, such as https://edict.example.com");
        }
    }

    boolean isOn() {
        return ON.equals(enabled);
    }

    /** The origin that browsers use (RFC 6454); null to derive it from each request. */
    @Nullable
    Origin publicOrigin() {
        return publicUrl == null ? null : origin(publicUrl);
    }

    private static @Nullable Origin origin(String url) {
        try {
            var uri = new URI(url);
            var isOrigin = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && Set.of("", "/").contains(uri.getPath())
                    && Set.of("http", "https").contains(uri.getScheme());
            return isOrigin ? Origin.of(uri.getScheme(), uri.getAuthority()) : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
