package dev.edict.command.deployment;

import dev.edict.command.eventstore.AggregateCache;
import org.axonframework.common.caching.Cache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeploymentConfiguration {

    @Bean
    Cache deploymentCache(AggregateCache aggregates) {
        return aggregates.of(Deployment.class);
    }

    @Bean
    Cache decisionPointCache(AggregateCache aggregates) {
        return aggregates.of(DecisionPoint.class);
    }
}
