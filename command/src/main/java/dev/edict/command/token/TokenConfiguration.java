package dev.edict.command.token;

import dev.edict.command.eventstore.Aggregates;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    ConfigurerModule adminTokens(JdbcAdminTokens tokens) {
        return configurer -> configurer
                .configureAggregate(Aggregates.of(AdminToken.class))
                .registerComponent(Expiries.class, c -> tokens)
                .eventProcessing()
                .registerEventHandler(c -> tokens);
    }
}
