package dev.edict.app.web.access;

import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of one caller's requests; 0 for no limit.
 *
 * @param requestsPerMinute per address, and per token
 * @param authenticationFailuresPerMinute per address
 * @param readinessPerMinute requests to {@code /ready} per address
 * @param replicaRequestsPerMinute requests of decision points per address, and per token; the default lets 50 of them
 *     ask for and report 20 activations a second
 * @param consoleRequestsPerMinute requests for pages of the console and parts of them, per address; the default lets 50
 *     live pages follow 20 changes a second
 */
@Validated
@ConfigurationProperties("edict.rate-limit")
record RateProperties(
        @DefaultValue("600") @PositiveOrZero int requestsPerMinute,
        @DefaultValue("60") @PositiveOrZero int authenticationFailuresPerMinute,
        @DefaultValue("120") @PositiveOrZero int readinessPerMinute,
        @DefaultValue("240000") @PositiveOrZero int replicaRequestsPerMinute,
        @DefaultValue("6000") @PositiveOrZero int consoleRequestsPerMinute) {}
