package dev.edict.projector.trail;

import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TrailProjections {

    @Bean
    ConfigurerModule trailProjectionsModule(TimelineProjector timeline) {
        return configurer -> configurer.eventProcessing().registerEventHandler(axon -> timeline);
    }
}
