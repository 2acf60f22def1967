package dev.edict.command.simulation;

import dev.edict.command.engine.DecisionEngines;
import dev.edict.decision.DecisionEngine;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SimulationProperties.class)
class SimulationConfiguration {

    @Bean
    DecisionEngine decisionEngine(ConfigurableEnvironment environment) {
        return DecisionEngines.chosenIn(environment);
    }
}
