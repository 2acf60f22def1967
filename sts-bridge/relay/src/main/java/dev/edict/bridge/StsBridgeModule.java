package dev.edict.bridge;

import dev.edict.bridge.redis.RedisWatch;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The bridge to the decision points; requires {@code writePool}, {@code backgroundPool}, a {@code RedisURI} and a
 * {@code MeterRegistry}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BridgeProperties.class)
@Import(OutboxModule.class)
public class StsBridgeModule {

    @Bean
    InvalidationRelay invalidationRelay(
            @Qualifier("backgroundPool") DataSource backgroundPool,
            RedisURI redis,
            BridgeProperties properties,
            Environment environment,
            MeterRegistry meters) {
        // A key from a file changes at runtime, so the property is read at each use.
        Supplier<StreamKey> key = () -> StreamKey.parse(environment.getRequiredProperty(BridgeProperties.KEY));
        return new InvalidationRelay(backgroundPool, redis, properties, key, new RelayMeters(meters));
    }

    @Bean
    Housekeeping outboxHousekeeping(
            @Qualifier("backgroundPool") DataSource backgroundPool, BridgeProperties properties, MeterRegistry meters) {
        return new Housekeeping(
                new OutboxWatch(backgroundPool, meters, System::nanoTime),
                new OutboxPruning(backgroundPool, properties.retention(), meters));
    }

    /** The bean's name appears in the health output. */
    @Bean
    RedisWatch redis(RedisURI redis, BridgeProperties properties, MeterRegistry meters) {
        return new RedisWatch(redis, properties.stream(), meters);
    }
}
