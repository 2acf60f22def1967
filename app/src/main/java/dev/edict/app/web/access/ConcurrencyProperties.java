package dev.edict.app.web.access;

import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of concurrent requests; a request that waits for its client counts too.
 *
 * @param inAll fewer than the threads of the web server: the rest answer health checks and rejections
 * @param perAddress per address, with any token; 0 for no limit
 * @param perToken per token; 0 for no limit
 */
@Validated
@ConfigurationProperties("edict.concurrency")
record ConcurrencyProperties(
        @DefaultValue("150") @Positive int inAll,
        @DefaultValue("96") @PositiveOrZero int perAddress,
        @DefaultValue("32") @PositiveOrZero int perToken) {}
