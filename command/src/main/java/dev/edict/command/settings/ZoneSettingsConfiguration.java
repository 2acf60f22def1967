package dev.edict.command.settings;

import dev.edict.command.eventstore.Aggregates;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ZoneSettingsConfiguration {

    @Bean
    ConfigurerModule zoneSettings(JdbcZoneSettings settings) {
        return configurer -> configurer
                .configureAggregate(Aggregates.of(ZoneSettings.class))
                .registerComponent(StrictZones.class, c -> settings)
                .eventProcessing()
                .registerEventHandler(c -> settings);
    }
}
