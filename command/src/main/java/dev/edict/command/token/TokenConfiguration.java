package dev.edict.command.token;

import org.axonframework.common.caching.Cache;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    ConfigurerModule adminTokens(JdbcAdminTokens tokens) {
        return configurer -> configurer
                .configureAggregate(AggregateConfigurer.defaultConfiguration(AdminToken.class)
                        .configureCache(c -> c.getComponent(Cache.class)))
                .eventProcessing()
                .registerEventHandler(c -> tokens);
    }
}
