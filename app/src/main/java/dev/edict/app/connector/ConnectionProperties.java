package dev.edict.app.connector;

import dev.edict.command.api.SettingRefused;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of one client's use of the web server.
 *
 * @param perAddress open connections per address; 0 for no limit
 * @param headerTimeout from the first byte of a request, or the opening of a connection, to the end of its headers
 * @param bodyTimeout from the end of the headers to the end of the body
 * @param managementPort another port for {@code /health}, {@code /ready} and {@code /metrics}; null for none
 */
@Validated
@ConfigurationProperties("edict.connections")
public record ConnectionProperties(
        @DefaultValue("256") @PositiveOrZero int perAddress,
        @DefaultValue("15s") Duration headerTimeout,
        @DefaultValue("15s") Duration bodyTimeout,
        @Nullable Integer managementPort) {

    private static final int LAST_PORT = 65_535;

    public ConnectionProperties {
        requirePositive("EDICT_HEADER_TIMEOUT", headerTimeout);
        requirePositive("EDICT_BODY_TIMEOUT", bodyTimeout);
        if (managementPort != null && (managementPort < 1 || managementPort > LAST_PORT)) {
            throw new SettingRefused("EDICT_MANAGEMENT_PORT", "must be a port, 1 to 65535");
        }
    }

    private static void requirePositive(String variable, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new SettingRefused(variable, "must be a positive duration, such as 15s");
        }
    }
}
