package dev.edict.command.token;

import dev.edict.command.eventstore.AggregateCache;
import org.axonframework.common.caching.Cache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    Cache adminTokenCache(AggregateCache aggregates) {
        return aggregates.of(AdminToken.class);
    }
}
