package dev.edict.projector.zone;

import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ZoneProjections {

    @Bean
    ConfigurerModule zoneProjectionsModule(
            ZoneProjector zones, ZoneSettingsProjector settings, BindingProjector bindings) {
        return configurer -> configurer
                .eventProcessing()
                .registerEventHandler(axon -> zones)
                .registerEventHandler(axon -> settings)
                .registerEventHandler(axon -> bindings);
    }
}
