package dev.edict.command.retention;

import dev.edict.command.eventstore.AggregateCache;
import org.axonframework.common.caching.Cache;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
class RetentionConfiguration {

    @Bean
    Cache auditRetentionCache(AggregateCache aggregates) {
        return aggregates.of(AuditRetention.class);
    }
}
