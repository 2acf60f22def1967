package dev.edict.command.eventstore;

import dev.edict.command.api.DatabaseFailure;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.config.SpringAggregateConfigurer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The event store and its transactions. Needs a {@code writePool} and a {@code backgroundPool}. */
@Configuration(proxyBeanMethods = false)
public class EventStoreModule {

    /** With the longest wait for admission before it, a command is answered before its request has to be. */
    @Bean
    JdbcTransactionManager transactionManager(
            @Qualifier("writePool") DataSource writePool,
            @Value("${edict.longest-transaction-seconds:6}") int longestTransactionSeconds) {
        var transactions = new JdbcTransactionManager(writePool);
        transactions.setDefaultTimeout(longestTransactionSeconds);
        return transactions;
    }

    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactionManager) {
        return new SpringTransactionManager(transactionManager);
    }

    @Bean
    ConnectionProvider connectionProvider(@Qualifier("writePool") DataSource writePool) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(writePool));
    }

    @Bean
    PersistenceExceptionResolver duplicateKeys() {
        return exception -> DatabaseFailure.of(exception) == DatabaseFailure.DUPLICATE_KEY;
    }

    @Bean
    EventSerializer eventSerializer() {
        return new EventSerializer();
    }

    /** Axon asks for three by their names. */
    @Bean
    @Primary
    Serializer serializer(EventSerializer eventSerializer) {
        return eventSerializer;
    }

    @Bean
    Serializer messageSerializer(EventSerializer eventSerializer) {
        return eventSerializer;
    }

    @Bean
    AggregateCache aggregateCache(ObjectProvider<EventStorageEngine> engine) {
        return new AggregateCache(new CatchUp(engine::getObject)::apply);
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            AggregateCache aggregateCache,
            ConnectionProvider connections,
            TransactionManager axonTransactionManager,
            PersistenceExceptionResolver duplicateKeys,
            EventSerializer eventSerializer,
            Snapshots snapshots,
            ObjectProvider<org.axonframework.config.Configuration> axon) {
        return new CommandStorageEngine(
                aggregateCache,
                connections,
                axonTransactionManager,
                duplicateKeys,
                eventSerializer,
                (type, id) -> snapshots.rebuild(axon.getObject(), type, id));
    }

    @Bean
    Snapshots snapshots(@Qualifier("backgroundPool") DataSource backgroundPool, EventSerializer eventSerializer) {
        return new Snapshots(backgroundPool, eventSerializer);
    }

    @Bean
    LogTail logTail(EventStorageEngine engine) {
        return new LogTail(engine);
    }

    /** Its name is what {@code /ready} calls it. */
    @Bean("log")
    LogConsistency logConsistency(@Qualifier("backgroundPool") DataSource backgroundPool) {
        return new LogConsistency(backgroundPool);
    }

    @Bean
    Notes notes(@Qualifier("writePool") DataSource writePool) {
        return new JdbcNotes(writePool);
    }

    @Bean
    EmbeddedEventStore eventStore(EventStorageEngine engine, org.axonframework.config.Configuration axon) {
        EventClock.install();
        return EmbeddedEventStore.builder()
                .storageEngine(engine)
                .messageMonitor(axon.messageMonitor(EventStore.class, "eventStore"))
                .build();
    }

    @Bean
    Snapshotter snapshotter(Snapshots snapshots, org.axonframework.config.Configuration axon) {
        return snapshots.snapshotter(axon);
    }

    /**
     * Aggregates are read from the events of their own type, because an id may name something else. Axon 4.13 ignores
     * this attribute of {@code @Aggregate}.
     */
    @Bean
    static BeanPostProcessor filterEventsByType() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String beanName) {
                if (bean instanceof SpringAggregateConfigurer<?> aggregate) {
                    aggregate.setFilterEventsByType(true);
                }
                return bean;
            }
        };
    }

    /** Not the snapshotter itself: it needs all aggregates, and some need the repository of another. */
    @Bean(Snapshots.TRIGGER)
    SnapshotTriggerDefinition snapshotTrigger(ObjectProvider<Snapshotter> snapshotter) {
        return new EventCountSnapshotTriggerDefinition(
                (type, id) -> snapshotter.getObject().scheduleSnapshot(type, id), Snapshots.EVERY);
    }
}
