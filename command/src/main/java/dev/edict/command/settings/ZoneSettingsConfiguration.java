package dev.edict.command.settings;

import dev.edict.command.eventstore.AggregateCache;
import org.axonframework.common.caching.Cache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ZoneSettingsConfiguration {

    @Bean
    Cache zoneSettingsCache(AggregateCache aggregates) {
        return aggregates.of(ZoneSettings.class);
    }
}
