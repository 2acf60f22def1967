package dev.edict.command.policyset;

import dev.edict.command.eventstore.Aggregates;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicySetConfiguration {

    @Bean
    ConfigurerModule policySet(JdbcPolicySets policySets) {
        return configurer -> configurer
                .configureAggregate(Aggregates.of(PolicySet.class))
                .registerComponent(PolicySetNames.class, c -> policySets)
                .registerComponent(SealedNumbers.class, c -> policySets)
                .registerComponent(SealedVersions.class, c -> policySets)
                .registerComponent(
                        PolicySetStamps.class,
                        c -> (policySetId, updated, past) -> c.repository(PolicySet.class)
                                .load(policySetId)
                                .execute(policySet -> policySet.restamp(updated, past)))
                .eventProcessing()
                .registerEventHandler(c -> policySets);
    }
}
