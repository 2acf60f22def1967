package dev.edict.bridge;

import io.lettuce.core.RedisURI;
import javax.sql.DataSource;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bridge to the decision points: needs {@code writePool}, {@code backgroundPool} and a {@code RedisURI}. */
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
            @Qualifier("backgroundPool") DataSource backgroundPool, RedisURI redis, BridgeProperties properties) {
        return new InvalidationRelay(backgroundPool, redis, properties);
    }
}
