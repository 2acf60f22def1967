package dev.edict.command.retention;

import org.axonframework.common.caching.Cache;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
class RetentionConfiguration {

    @Bean
    ConfigurerModule auditRetention(JdbcAuditRetention retention) {
        return configurer -> configurer
                .configureAggregate(AggregateConfigurer.defaultConfiguration(AuditRetention.class)
                        .configureCache(c -> c.getComponent(Cache.class)))
                .eventProcessing()
                .registerEventHandler(c -> retention);
    }
}
