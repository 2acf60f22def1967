package dev.edict.bridge;

import dev.edict.bridge.audit.AuditStreamModule;
import dev.edict.bridge.redis.RedisAddress;
import dev.edict.bridge.redis.RedisWatch;
import dev.edict.bridge.resync.Resyncs;
import dev.edict.command.api.stream.ResynchronisationRecorder;
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
 * The bridge to the decision points; requires {@code writePool}, {@code backgroundPool}, a {@link RedisAddress}, a
 * {@code MeterRegistry} and a {@code ResynchronisationRecorder}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BridgeProperties.class)
@Import({OutboxModule.class, AuditStreamModule.class})
public class StsBridgeModule {

    @Bean
    InvalidationRelay invalidationRelay(
            @Qualifier("backgroundPool") DataSource backgroundPool,
            RedisAddress redis,
            BridgeProperties properties,
            Environment environment,
            MeterRegistry meters) {
        return new InvalidationRelay(
                backgroundPool, redis, properties, currentKey(environment), new RelayMeters(meters));
    }

    /** The bean's name appears in the health output. */
    @Bean
    StreamWatchLoop stream(
            @Qualifier("backgroundPool") DataSource backgroundPool,
            RedisAddress redis,
            BridgeProperties properties,
            Environment environment,
            MeterRegistry meters) {
        return new StreamWatchLoop(
                backgroundPool, redis, properties, currentKey(environment), new ResyncMeters(meters));
    }

    @Bean
    Housekeeping outboxHousekeeping(
            @Qualifier("backgroundPool") DataSource backgroundPool,
            BridgeProperties properties,
            ResynchronisationRecorder recorder,
            MeterRegistry meters) {
        var resyncs = new Resyncs(backgroundPool, properties.stream());
        return new Housekeeping(
                new OutboxWatch(backgroundPool, meters, System::nanoTime),
                new OutboxPruning(backgroundPool, resyncs, properties.retention(), meters),
                new ResyncRecording(resyncs, properties.stream(), recorder));
    }

    /** A key from a file changes at runtime, so the property is read at each use. */
    private static Supplier<StreamKey> currentKey(Environment environment) {
        return () -> StreamKey.parse(environment.getRequiredProperty(BridgeProperties.KEY));
    }

    /** The bean's name appears in the health output. */
    @Bean
    RedisWatch redis(RedisAddress redis, BridgeProperties properties, MeterRegistry meters) {
        return new RedisWatch(redis, properties.stream(), meters);
    }
}
