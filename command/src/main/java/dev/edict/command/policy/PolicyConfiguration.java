package dev.edict.command.policy;

import dev.edict.command.log.Contents;
import org.axonframework.common.caching.Cache;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    @Bean
    ConfigurerModule policy(JdbcPolicies policies, Contents contents) {
        return configurer -> configurer
                .configureAggregate(AggregateConfigurer.defaultConfiguration(Policy.class)
                        .configureCache(c -> c.getComponent(Cache.class)))
                .registerComponent(PolicyFacts.class, c -> policies)
                .registerComponent(PolicyVersions.class, c -> policies)
                .registerComponent(Contents.class, c -> contents)
                .eventProcessing()
                .registerEventHandler(c -> policies);
    }
}
