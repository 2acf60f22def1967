package dev.edict.projector;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.annotation.ClasspathHandlerDefinition;
import org.axonframework.messaging.annotation.ClasspathHandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.MultiHandlerDefinition;
import org.axonframework.messaging.annotation.MultiHandlerEnhancerDefinition;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * The projections: needs a {@code writePool} whose search path leads to the enforcement tables, and the event log as a
 * stream.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@ConfigurationPropertiesScan
public class ProjectorModule {

    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration CLAIM_EXTENSION = Duration.ofSeconds(1);

    /** Its transaction ends well before the claim does. */
    private static final int LARGEST_BATCH = 100;

    private static final double ALARMING_LAG_SECONDS = 30;

    static final String TIMELINE = "timeline";

    /** Tokens name their classes; only Axon's own may be named, or a token of a replay could not be read back. */
    static final Serializer TOKENS = Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(
                    mapper -> mapper.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                            .allowIfSubType("org.axonframework.eventhandling.")
                            .build()))
            .build();

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
                .serializer(TOKENS)
                .schema(SCHEMA)
                .claimTimeout(CLAIM_TIMEOUT)
                .build();
    }

    /** Subscribing: written in the command's transaction, before anybody can hear of the change. */
    @Bean
    ConfigurerModule enforcement() {
        return configurer -> configurer.eventProcessing().registerSubscribingEventProcessor("enforcement");
    }

    /** Streaming: a reader of its own that may lag and can be replayed. */
    @Bean
    ConfigurerModule streaming(
            TokenStore tokenStore,
            @Qualifier("logTail") StreamableMessageSource<TrackedEventMessage<?>> log,
            ConnectionProvider connections,
            PlatformTransactionManager transactions,
            @Qualifier("writePool") DataSource writePool,
            Serializer eventSerializer) {
        var own = new ProcessorTransactions(transactions, writePool);
        var savepoints = new Savepoints(transactions);
        return configurer -> configurer
                .registerHandlerDefinition((axon, projector) -> handlers(projector, savepoints))
                .eventProcessing()
                .registerTokenStore(axon -> tokenStore)
                .registerTransactionManager(TIMELINE, axon -> own)
                .registerSequencingPolicy(TIMELINE, axon -> new ZoneSequencingPolicy(eventSerializer))
                .registerDeadLetterQueue(
                        TIMELINE, axon -> DeadLetterTable.of(TIMELINE, connections, own, eventSerializer, TOKENS))
                .registerDeadLetterPolicy(TIMELINE, axon -> DeadLetterTable::decide)
                .registerDeadLetteringEventHandlerInvokerConfiguration(
                        TIMELINE, (axon, invoker) -> invoker.enableSequenceIdentifierCache())
                .registerPooledStreamingEventProcessor(TIMELINE, axon -> log, (axon, processor) -> processor
                        .initialSegmentCount(1)
                        .batchSize(LARGEST_BATCH)
                        .initialToken(StreamableMessageSource::createTailToken)
                        .claimExtensionThreshold(CLAIM_EXTENSION.toMillis())
                        .tokenClaimInterval(CLAIM_EXTENSION.toMillis()));
    }

    @Bean
    StalledZones stalledZones(
            org.axonframework.config.Configuration axon, @Qualifier("backgroundPool") DataSource backgroundPool) {
        return new DeadLetteredEvents(TIMELINE, axon, backgroundPool);
    }

    @Bean
    ProjectionWatch timelineWatch(
            org.axonframework.config.Configuration axon,
            StalledZones stalledZones,
            @Qualifier("backgroundPool") DataSource backgroundPool,
            ApplicationEventPublisher publisher) {
        return new ProjectionWatch(
                TIMELINE, axon, new ProgressReader(TIMELINE, backgroundPool), stalledZones, publisher);
    }

    /** Shown by {@code /ready}: what is written in a command's transaction is never late, a timeline may be. */
    @Bean(TIMELINE)
    HealthIndicator timelineHealth(ProjectionWatch timelineWatch) {
        return () -> {
            var progress = timelineWatch.progress();
            return (progress.stalledZones() == 0 && progress.lagSeconds() < ALARMING_LAG_SECONDS
                            ? Health.up()
                            : Health.down())
                    .withDetail("lag_seconds", Math.round(progress.lagSeconds()))
                    .withDetail("stalled_zones", progress.stalledZones())
                    .withDetail("dead_letters", progress.deadLetters())
                    .build();
        };
    }

    @Bean
    MeterBinder timelineMetrics(ProjectionWatch timelineWatch) {
        return metrics -> {
            gauge(metrics, "lag.events", "Events not yet handled", timelineWatch, Progress::lag);
            gauge(
                    metrics,
                    "lag.seconds",
                    "Age of the oldest event not yet handled",
                    timelineWatch,
                    Progress::lagSeconds);
            gauge(metrics, "dead.letters", "Events set aside", timelineWatch, Progress::deadLetters);
            gauge(metrics, "stalled.zones", "Zones whose events are set aside", timelineWatch, Progress::stalledZones);
        };
    }

    private static void gauge(
            MeterRegistry metrics,
            String name,
            String description,
            ProjectionWatch watch,
            ToDoubleFunction<Progress> value) {
        Gauge.builder("edict.processor." + name, watch, w -> value.applyAsDouble(w.progress()))
                .description(description)
                .tag("processor", TIMELINE)
                .register(metrics);
    }

    private static HandlerDefinition handlers(Class<?> projector, Savepoints savepoints) {
        var asFound = ClasspathHandlerDefinition.forClass(projector);
        var group = projector.getAnnotation(ProcessingGroup.class);
        return group != null && group.value().equals(TIMELINE)
                ? MultiHandlerDefinition.ordered(
                        List.of(asFound),
                        MultiHandlerEnhancerDefinition.ordered(
                                ClasspathHandlerEnhancerDefinition.forClass(projector), savepoints))
                : asFound;
    }
}
