package dev.edict.command.policyset;

import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicySetConfiguration {

    @Bean
    ConfigurerModule policySet(JdbcPolicySets policySets) {
        return configurer -> configurer
                .configureAggregate(PolicySet.class)
                .registerComponent(PolicySetNames.class, c -> policySets)
                .registerComponent(SealedVersions.class, c -> policySets)
                .eventProcessing()
                .registerEventHandler(c -> policySets);
    }
}
