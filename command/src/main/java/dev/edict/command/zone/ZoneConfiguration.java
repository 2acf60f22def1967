package dev.edict.command.zone;

import dev.edict.command.eventstore.AggregateCache;
import dev.edict.command.zone.directory.Governance;
import org.axonframework.common.caching.Cache;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ZoneConfiguration {

    @Bean
    Cache zoneCache(AggregateCache aggregates) {
        return aggregates.of(Zone.class);
    }

    @Bean
    ZoneImport zoneImport(ObjectProvider<org.axonframework.config.Configuration> axon) {
        return new ZoneImport(() -> axon.getObject().repository(Zone.class));
    }

    @Bean
    Governance governance(ObjectProvider<org.axonframework.config.Configuration> axon) {
        return new GovernanceOfZones(() -> axon.getObject().repository(Zone.class));
    }
}
