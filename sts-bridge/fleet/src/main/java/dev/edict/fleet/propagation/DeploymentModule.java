package dev.edict.fleet.propagation;

import javax.sql.DataSource;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The part of the fleet that every command needs; requires a {@code writePool}. */
@Configuration(proxyBeanMethods = false)
public class DeploymentModule {

    @Bean
    DeploymentWriter deploymentWriter(@Qualifier("writePool") DataSource writePool) {
        return new DeploymentWriter(writePool);
    }

    @Bean
    ConfigurerModule deploymentConfigurer() {
        // Subscribing, and propagating errors: an activation that nobody watches must not be committed.
        return configurer -> configurer.eventProcessing(processing -> processing
                .registerSubscribingEventProcessor(DeploymentWriter.PROCESSOR)
                .registerListenerInvocationErrorHandler(
                        DeploymentWriter.PROCESSOR, configuration -> PropagatingErrorHandler.instance()));
    }
}
