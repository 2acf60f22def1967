package dev.edict.bridge;

import javax.sql.DataSource;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The part of the bridge that every command needs; requires a {@code writePool} and no Redis. */
@Configuration(proxyBeanMethods = false)
public class OutboxModule {

    @Bean
    OutboxWriter outboxWriter(@Qualifier("writePool") DataSource writePool) {
        return new OutboxWriter(writePool);
    }

    @Bean
    ConfigurerModule outboxConfigurer() {
        // Subscribing, and propagating errors: a change without an invalidation must not be committed.
        return configurer -> configurer.eventProcessing(processing -> processing
                .registerSubscribingEventProcessor(OutboxWriter.PROCESSOR)
                .registerListenerInvocationErrorHandler(
                        OutboxWriter.PROCESSOR, configuration -> PropagatingErrorHandler.instance()));
    }
}
