package dev.edict.app.integrity;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often everything that is stored is compared with the hashes it carries, and how fast.
 *
 * @param interval from the end of one pass to the beginning of the next
 * @param rowsPerSecond texts compared in a second, of a quarter of a megabyte at most each
 */
@Validated
@ConfigurationProperties("edict.integrity")
record IntegrityProperties(
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration interval,
        @DefaultValue("100") @Positive int rowsPerSecond) {}
