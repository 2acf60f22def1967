package dev.edict.projector.policy;

import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicyProjections {

    @Bean
    ConfigurerModule policyProjectionsModule(PolicyProjector policies) {
        return configurer -> configurer.eventProcessing().registerEventHandler(axon -> policies);
    }
}
