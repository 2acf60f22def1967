package dev.edict.command.stream;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.stream.ResynchronisationRecorder;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.eventstore.AggregateCache;
import org.axonframework.common.caching.Cache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class InvalidationStreamConfiguration {

    @Bean
    Cache invalidationStreamCache(AggregateCache aggregates) {
        return aggregates.of(InvalidationStream.class);
    }

    @Bean
    ResynchronisationRecorder resynchronisationRecorder(CommandSender commands) {
        return resynchronisation -> commands.send(
                RequestContext.background(Attribution.SYSTEM, "resynchronisation-" + resynchronisation.incarnation()),
                resynchronisation,
                result -> null);
    }
}
