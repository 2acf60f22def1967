package dev.edict.command.catalogue;

import dev.edict.command.eventstore.AggregateCache;
import org.axonframework.common.caching.Cache;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CatalogueProperties.class)
class CatalogueConfiguration {

    @Bean
    Cache catalogueCache(AggregateCache aggregates) {
        return aggregates.of(Catalogue.class);
    }
}
