package dev.edict.command.log;

import dev.edict.command.api.DatabaseFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The event log and every part of Axon around it, declared so that none is chosen by a condition evaluated too early;
 * the other modules add their handlers as {@link ConfigurerModule}s. Needs a {@code writePool} and a {@code backgroundPool}.
 */
@Configuration(proxyBeanMethods = false)
public class LogModule {

    /** Where the log is only read there is nobody to let in. */
    private static final MintedTokens NO_TOKENS = tokenId -> false;

    static {
        System.setProperty("axoniq.update-checker.disabled", "true");
    }

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

    @Bean
    org.axonframework.config.Configuration axon(
            EventStorageEngine engine,
            Serializer serializer,
            TransactionManager transactions,
            CommandLock commandLock,
            AggregateCache aggregateCache,
            Snapshots snapshots,
            Receipts receipts,
            @Qualifier("writePool") DataSource writePool,
            ObjectProvider<MintedTokens> tokens,
            List<ConfigurerModule> modules) {
        EventClock.install();
        var configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureTransactionManager(c -> transactions)
                .configureSerializer(c -> serializer)
                .configureEventSerializer(c -> serializer)
                .configureMessageSerializer(c -> serializer)
                .configureEmbeddedEventStore(c -> engine)
                .configureCorrelationDataProviders(c -> List.of(new Origin()))
                .configureCommandBus(c -> commandBus(
                        c, transactions, commandLock, receipts, writePool, tokens.getIfAvailable(() -> NO_TOKENS)))
                .registerComponent(AggregateCache.class, c -> aggregateCache)
                .registerComponent(Snapshotter.class, snapshots::snapshotter);
        configurer
                .eventProcessing()
                .registerDefaultListenerInvocationErrorHandler(c -> PropagatingErrorHandler.instance())
                .registerDefaultErrorHandler(c -> PropagatingErrorHandler.instance())
                .registerSubscribingEventProcessor("lookups");
        modules.forEach(module -> module.configureModule(configurer));
        return configurer.buildConfiguration();
    }

    @Bean
    Receipts receipts(@Qualifier("writePool") DataSource writePool) {
        return new Receipts(writePool);
    }

    @Bean
    CommandLock commandLock(
            @Qualifier("writePool") DataSource writePool,
            LogConsistency logConsistency,
            AggregateCache aggregateCache,
            ObjectProvider<MeterRegistry> metrics) {
        var waiting = Timer.builder("edict.command.lock.wait")
                .description("How long a command waits for its turn")
                .publishPercentileHistogram()
                .register(metrics.getIfAvailable(SimpleMeterRegistry::new));
        return new CommandLock(writePool, logConsistency, aggregateCache, waiting);
    }

    /** Its name is what {@code /ready} calls it. */
    @Bean("log")
    LogConsistency logConsistency(@Qualifier("backgroundPool") DataSource backgroundPool) {
        return new LogConsistency(backgroundPool);
    }

    private static CommandBus commandBus(
            org.axonframework.config.Configuration axon,
            TransactionManager transactions,
            CommandLock commandLock,
            Receipts receipts,
            DataSource writePool,
            MintedTokens tokens) {
        var bus = SimpleCommandBus.builder()
                .transactionManager(transactions)
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .duplicateCommandHandlerResolver(DuplicateCommandHandlerResolution.rejectDuplicates())
                .build();
        bus.registerHandlerInterceptor(commandLock);
        bus.registerHandlerInterceptor(new StillLetIn(tokens));
        bus.registerHandlerInterceptor(new ReceiptInTransaction(receipts, new AdminAuditTable(writePool)));
        bus.registerHandlerInterceptor(new OnBehalfOf(new JdbcNotes(writePool)));
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        bus.registerHandlerInterceptor(new UnknownTarget());
        return bus;
    }

    @Bean
    CommandGateway commandGateway(org.axonframework.config.Configuration axon) {
        return axon.commandGateway();
    }

    @Bean
    AxonLifecycle axonLifecycle(org.axonframework.config.Configuration axon, Snapshots snapshots) {
        return new AxonLifecycle(axon, snapshots);
    }
}
