package dev.edict.command.zone;

import dev.edict.command.api.zone.ZoneDirectory;
import dev.edict.command.eventstore.Aggregates;
import dev.edict.command.eventstore.Notes;
import dev.edict.command.zone.directory.Governance;
import dev.edict.command.zone.directory.KnownZones;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ZoneConfiguration {

    @Bean
    ConfigurerModule zone(JdbcZones zones, JdbcActivations activations, Notes notes) {
        return configurer -> configurer
                .configureAggregate(Aggregates.of(Zone.class))
                .registerCommandHandler(c -> new ZoneImport(c.repository(Zone.class)))
                .registerComponent(KnownZones.class, c -> zones)
                .registerComponent(SlugNumbers.class, c -> zones)
                .registerComponent(ZoneDirectory.class, c -> zones)
                .registerComponent(Activations.class, c -> activations)
                .registerComponent(Notes.class, c -> notes)
                .registerComponent(Governance.class, c -> new GovernanceOfZones(c.repository(Zone.class)))
                .eventProcessing()
                .registerEventHandler(c -> zones)
                .registerEventHandler(c -> activations);
    }
}
