package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.SubscribingEventProcessor;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.axonframework.springboot.autoconfig.EventProcessingAutoConfiguration;
import org.axonframework.springboot.autoconfig.InfraConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Every part of Axon is the declared one: Axon replaces a missing one silently by one without a store. */
@Tag("servers")
class AxonWiringTest {

    private final Edict edict = Edict.shared();
    private final Configuration axon = edict.bean(Configuration.class);

    @Test
    void commands_and_events_go_through_the_database() {
        assertThat(axon.commandBus()).isExactlyInstanceOf(SimpleCommandBus.class);
        assertThat(axon.eventStore()).isExactlyInstanceOf(EmbeddedEventStore.class);
        assertThat(axon.eventBus()).isSameAs(axon.eventStore());
        assertThat(edict.bean(EventStorageEngine.class)).isInstanceOf(JdbcEventStorageEngine.class);
        assertThat(axon.eventSerializer())
                .isInstanceOf(Jackson3Serializer.class)
                .isSameAs(axon.serializer());
    }

    @Test
    void transactions_are_springs_on_the_writers_pool() {
        assertThat(axon.getComponent(TransactionManager.class)).isExactlyInstanceOf(SpringTransactionManager.class);
        assertThat(edict.bean(JdbcTransactionManager.class).getDataSource()).isNotNull();
        assertThat(edict.bean(ConnectionProvider.class))
                .isExactlyInstanceOf(UnitOfWorkAwareConnectionProviderWrapper.class);
        assertThat(edict.bean(TokenStore.class)).isExactlyInstanceOf(JdbcTokenStore.class);
    }

    @Test
    void every_processor_has_its_configured_type() {
        Map<String, Class<?>> kinds = new TreeMap<>();
        axon.eventProcessingConfiguration()
                .eventProcessors()
                .forEach((name, processor) -> kinds.put(name, kind(processor)));
        assertThat(kinds)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "lookups", SubscribingEventProcessor.class,
                        "deployments", SubscribingEventProcessor.class,
                        "enforcement", SubscribingEventProcessor.class,
                        "outbox", SubscribingEventProcessor.class,
                        "timeline", PooledStreamingEventProcessor.class));
    }

    @Test
    void there_is_one_of_each_part() {
        assertThat(edict.beans(CommandBus.class)).hasSize(1);
        assertThat(edict.beans(CommandGateway.class)).hasSize(1);
        assertThat(edict.beans(EventBus.class)).hasSize(1);
        assertThat(edict.beans(EventStorageEngine.class)).hasSize(1);
        assertThat(edict.beans(TokenStore.class)).hasSize(1);
        assertThat(edict.beans(TransactionManager.class)).hasSize(1);
        assertThat(edict.beans(ConnectionProvider.class)).hasSize(1);
        assertThat(edict.beans(Snapshotter.class)).hasSize(1);
        assertThat(edict.beans(CorrelationDataProvider.class)).hasSize(1);
        assertThat(Set.copyOf(edict.beans(Serializer.class)))
                .as("the same under three names")
                .hasSize(1);
    }

    /** Others would register interceptors twice, end slow handlers, or make stores that nothing uses. */
    @Test
    void of_axons_own_configurations_three_are_in_use() {
        assertThat(edict.definedBy().stream()
                        .filter(name -> name.startsWith("org.axonframework.springboot.autoconfig."))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        AxonAutoConfiguration.class.getName(),
                        EventProcessingAutoConfiguration.class.getName(),
                        InfraConfiguration.class.getName());
    }

    private static Class<?> kind(EventProcessor processor) {
        return processor.getClass();
    }
}
