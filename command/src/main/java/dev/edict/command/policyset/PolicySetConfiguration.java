package dev.edict.command.policyset;

import dev.edict.command.eventstore.AggregateCache;
import org.axonframework.common.caching.Cache;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicySetConfiguration {

    @Bean
    Cache policySetCache(AggregateCache aggregates) {
        return aggregates.of(PolicySet.class);
    }

    @Bean
    PolicySetStamps policySetStamps(ObjectProvider<org.axonframework.config.Configuration> axon) {
        return (policySetId, updated, past) -> axon.getObject()
                .repository(PolicySet.class)
                .load(policySetId)
                .execute(policySet -> policySet.restamp(updated, past));
    }
}
