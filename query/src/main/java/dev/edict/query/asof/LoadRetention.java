package dev.edict.query.asof;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long loads are kept; the fleet deletes them by the same setting.
 *
 * @param retention of what a decision point enforced, after it ended
 */
@ConfigurationProperties("edict.fleet")
record LoadRetention(@DefaultValue("90d") Duration retention) {}
