package dev.edict.command.policy;

import dev.edict.command.eventstore.AggregateCache;
import org.axonframework.common.caching.Cache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    @Bean
    Cache policyCache(AggregateCache aggregates) {
        return aggregates.of(Policy.class);
    }
}
