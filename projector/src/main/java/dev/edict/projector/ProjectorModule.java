package dev.edict.projector;

import dev.edict.command.api.DomainEvent;
import java.time.Duration;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** The projections: needs a {@code writePool} whose search path leads to the enforcement tables. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class ProjectorModule {

    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration CLAIM_EXTENSION = Duration.ofSeconds(1);

    private static final TokenSchema SCHEMA = TokenSchema.builder()
            .setTokenTable("projection.token")
            .setProcessorNameColumn("processor_name")
            .setSegmentColumn("segment")
            .setTokenColumn("token")
            .setTokenTypeColumn("token_type")
            .setTimestampColumn("claimed_at")
            .setOwnerColumn("owner")
            .build();

    @Bean
    TokenStore tokenStore(ConnectionProvider connections) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(tokenSerializer())
                .schema(SCHEMA)
                .claimTimeout(CLAIM_TIMEOUT)
                .build();
    }

    /** Tokens name their classes; only Axon's own may be named, or a token of a replay could not be read back. */
    private static Serializer tokenSerializer() {
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(
                        mapper -> mapper.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                                .allowIfSubType("org.axonframework.eventhandling.")
                                .build()))
                .build();
    }

    /** Subscribing: written in the command's transaction, before anybody can hear of the change. */
    @Bean
    ConfigurerModule enforcement() {
        return configurer -> configurer.eventProcessing().registerSubscribingEventProcessor("enforcement");
    }

    /** Streaming: a reader of its own that may lag and can be replayed. */
    @Bean
    ConfigurerModule streaming(TokenStore tokenStore) {
        return configurer -> configurer
                .eventProcessing()
                .registerTokenStore(axon -> tokenStore)
                .registerSequencingPolicy("timeline", axon -> byZone())
                .registerPooledStreamingEventProcessor(
                        "timeline", org.axonframework.config.Configuration::eventStore, (axon, processor) -> processor
                                .initialSegmentCount(1)
                                .initialToken(StreamableMessageSource::createTailToken)
                                .claimExtensionThreshold(CLAIM_EXTENSION.toMillis())
                                .tokenClaimInterval(CLAIM_EXTENSION.toMillis()));
    }

    /** A string, because Axon's own sequential policy is another object in every JVM (stack of 4.13.0). */
    private static SequencingPolicy<? super EventMessage<?>> byZone() {
        return event -> event.getPayload() instanceof DomainEvent domainEvent ? domainEvent.zoneId() : "";
    }
}
