package dev.edict.command.partition;

import dev.edict.command.eventstore.AggregateCache;
import org.axonframework.common.caching.Cache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DecisionPartitionConfiguration {

    @Bean
    Cache decisionPartitionCache(AggregateCache aggregates) {
        return aggregates.of(DecisionPartition.class);
    }
}
