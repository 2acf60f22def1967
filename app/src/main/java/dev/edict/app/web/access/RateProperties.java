package dev.edict.app.web.access;

import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one caller may ask; 0 for no limit.
 *
 * @param requestsPerMinute from one address, and with one token
 * @param authenticationFailuresPerMinute from one address
 * @param readinessPerMinute questions for {@code /ready} from one address
 */
@Validated
@ConfigurationProperties("edict.rate-limit")
record RateProperties(
        @DefaultValue("600") @PositiveOrZero int requestsPerMinute,
        @DefaultValue("60") @PositiveOrZero int authenticationFailuresPerMinute,
        @DefaultValue("120") @PositiveOrZero int readinessPerMinute) {}
