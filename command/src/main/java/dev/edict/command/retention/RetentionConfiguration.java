package dev.edict.command.retention;

import dev.edict.command.eventstore.Aggregates;
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
                .configureAggregate(Aggregates.of(AuditRetention.class))
                .eventProcessing()
                .registerEventHandler(c -> retention);
    }
}
