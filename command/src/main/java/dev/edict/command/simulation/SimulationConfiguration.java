package dev.edict.command.simulation;

import dev.edict.command.engine.DecisionEngines;
import dev.edict.decision.DecisionEngine;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

@Configuration(proxyBeanMethods = false)
class SimulationConfiguration {

    @Bean
    DecisionEngine decisionEngine(ConfigurableEnvironment environment) {
        return DecisionEngines.chosenIn(environment);
    }

    @Bean
    ConfigurerModule simulation(JdbcSimulations simulations) {
        return configurer -> configurer
                .configureAggregate(Simulation.class)
                .registerComponent(Simulations.class, c -> simulations)
                .registerComponent(Reports.class, c -> simulations)
                .eventProcessing()
                .registerEventHandler(c -> simulations);
    }
}
