package dev.edict.app.web.access;

import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many requests are under way at once; what has a thread but waits for its client counts.
 *
 * @param inAll fewer than the web server has threads: the rest answer for how the process is, and refuse
 * @param perAddress of one address, with any token; 0 for no limit
 * @param perToken with one token; 0 for no limit
 */
@Validated
@ConfigurationProperties("edict.concurrency")
record ConcurrencyProperties(
        @DefaultValue("150") @Positive int inAll,
        @DefaultValue("96") @PositiveOrZero int perAddress,
        @DefaultValue("32") @PositiveOrZero int perToken) {}
