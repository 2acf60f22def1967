package dev.edict.app.integrity;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often and how fast stored data is compared with its hashes.
 *
 * @param interval from the end of one pass to the beginning of the next
 * @param rowsPerSecond texts compared per second, each at most a quarter of a megabyte
 */
@Validated
@ConfigurationProperties("edict.integrity")
record IntegrityProperties(
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration interval,
        @DefaultValue("100") @Positive int rowsPerSecond) {}
