package dev.edict.command.suite;

import dev.edict.command.eventstore.AggregateCache;
import org.axonframework.common.caching.Cache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SuitesConfiguration {

    @Bean
    Cache suitesCache(AggregateCache aggregates) {
        return aggregates.of(Suites.class);
    }
}
