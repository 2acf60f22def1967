package dev.edict.command.policy;

import dev.edict.command.content.Contents;
import dev.edict.command.eventstore.Aggregates;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    @Bean
    ConfigurerModule policy(JdbcPolicies policies, Contents contents) {
        return configurer -> configurer
                .configureAggregate(Aggregates.of(Policy.class))
                .registerComponent(PolicyFacts.class, c -> policies)
                .registerComponent(PolicyVersions.class, c -> policies)
                .registerComponent(Contents.class, c -> contents)
                .eventProcessing()
                .registerEventHandler(c -> policies);
    }
}
