package dev.edict.command.retention;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The limits that the operator sets.
 *
 * @param maxDays the longest retention of decision audit events
 */
@Validated
@ConfigurationProperties("edict.audit-retention")
record RetentionProperties(@DefaultValue("365") @Positive int maxDays) {}
