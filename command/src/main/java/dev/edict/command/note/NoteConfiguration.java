package dev.edict.command.note;

import dev.edict.command.eventstore.AggregateCache;
import org.axonframework.common.caching.Cache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NoteConfiguration {

    @Bean
    Cache noteCache(AggregateCache aggregates) {
        return aggregates.of(Note.class);
    }
}
