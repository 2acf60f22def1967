package dev.edict.command.retention;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the operator of the installation allows.
 *
 * @param maxDays the longest that decision audit events may be kept
 */
@Validated
@ConfigurationProperties("edict.audit-retention")
record RetentionProperties(@DefaultValue("365") @Positive int maxDays) {}
