package dev.edict.command.simulation;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the operator sets about simulations.
 *
 * @param reportRetention how long full reports are kept; verdicts are kept for good
 */
@Validated
@ConfigurationProperties("edict.simulation")
record SimulationProperties(@DefaultValue("90d") @DurationMin(days = 1) Duration reportRetention) {}
