package dev.edict.command.canary;

import dev.edict.command.eventstore.AggregateCache;
import org.axonframework.common.caching.Cache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CanariesConfiguration {

    @Bean
    Cache canariesCache(AggregateCache aggregates) {
        return aggregates.of(Canaries.class);
    }
}
