package dev.edict.projector.policyset;

import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicySetProjections {

    @Bean
    ConfigurerModule policySetProjectionsModule(PolicySetProjector policySets) {
        return configurer -> configurer.eventProcessing().registerEventHandler(axon -> policySets);
    }
}
