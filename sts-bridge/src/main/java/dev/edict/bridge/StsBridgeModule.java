package dev.edict.bridge;

import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The bridge to the decision points: needs {@code writePool}, {@code backgroundPool}, a {@code RedisURI} and a
 * {@code MeterRegistry}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BridgeProperties.class)
public class StsBridgeModule {

    @Bean
    ConfigurerModule outboxConfigurer(@Qualifier("writePool") DataSource writePool) {
        var writer = new OutboxWriter(writePool);
        // Subscribing and propagating: a change that cannot be announced must not be committed.
        return configurer -> configurer.eventProcessing(processing -> processing
                .registerEventHandler(configuration -> writer)
                .registerSubscribingEventProcessor(OutboxWriter.PROCESSOR)
                .registerListenerInvocationErrorHandler(
                        OutboxWriter.PROCESSOR, configuration -> PropagatingErrorHandler.instance()));
    }

    @Bean
    InvalidationRelay invalidationRelay(
            @Qualifier("backgroundPool") DataSource backgroundPool,
            RedisURI redis,
            BridgeProperties properties,
            MeterRegistry meters) {
        return new InvalidationRelay(backgroundPool, redis, properties, new RelayMeters(meters));
    }

    @Bean
    Housekeeping outboxHousekeeping(
            @Qualifier("backgroundPool") DataSource backgroundPool, BridgeProperties properties, MeterRegistry meters) {
        return new Housekeeping(
                new OutboxWatch(backgroundPool, meters, System::nanoTime),
                new OutboxPruning(backgroundPool, properties.retention(), meters));
    }

    /** Named as it is shown. */
    @Bean
    RedisWatch redis(RedisURI redis, MeterRegistry meters) {
        return new RedisWatch(redis, meters);
    }
}
