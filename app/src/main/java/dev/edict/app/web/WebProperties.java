package dev.edict.app.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may call.
 *
 * @param adminToken the bootstrap token of the Admin API
 * @param metricsToken a token that may read {@code /metrics} and nothing else; null for none
 */
@ConfigurationProperties("edict")
record WebProperties(String adminToken, @Nullable String metricsToken) {

    @Override
    public String toString() {
        return "WebProperties[…]";
    }
}
