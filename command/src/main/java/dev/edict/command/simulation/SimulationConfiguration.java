package dev.edict.command.simulation;

import dev.edict.decision.DecisionEngine;
import dev.edict.decision.EmbeddedDecisionEngine;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SimulationConfiguration {

    @Bean
    DecisionEngine decisionEngine() {
        return new EmbeddedDecisionEngine();
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
