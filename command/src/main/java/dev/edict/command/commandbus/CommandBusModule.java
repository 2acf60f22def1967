package dev.edict.command.commandbus;

import dev.edict.command.attribution.AttributionInterceptor;
import dev.edict.command.attribution.AttributionModule;
import dev.edict.command.eventstore.AggregateCache;
import dev.edict.command.eventstore.EventStoreModule;
import dev.edict.command.eventstore.LogConsistency;
import dev.edict.command.eventstore.Snapshots;
import dev.edict.command.idempotency.IdempotencyInterceptor;
import dev.edict.command.idempotency.IdempotencyModule;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The command bus, and every part of Axon around it, declared so that none is chosen by a condition evaluated too
 * early; the other modules add their handlers as {@link ConfigurerModule}s. Needs a {@code writePool} and a
 * {@code backgroundPool}.
 */
@Configuration(proxyBeanMethods = false)
@Import({EventStoreModule.class, AttributionModule.class, IdempotencyModule.class})
public class CommandBusModule {

    /** Where the log is only read, no token exists. */
    private static final ActiveTokens NO_TOKENS = tokenId -> false;

    static {
        System.setProperty("axoniq.update-checker.disabled", "true");
    }

    @Bean
    org.axonframework.config.Configuration axon(
            TransactionManager transactions,
            CommandLock commandLock,
            ObjectProvider<ActiveTokens> tokens,
            IdempotencyInterceptor idempotency,
            AttributionInterceptor attribution,
            List<ConfigurerModule> modules) {
        var beforeCorrelation = List.<MessageHandlerInterceptor<CommandMessage<?>>>of(
                commandLock,
                new TokenRevalidationInterceptor(tokens.getIfAvailable(() -> NO_TOKENS)),
                idempotency,
                attribution);
        var configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureCommandBus(c -> commandBus(c, transactions, beforeCorrelation));
        configurer
                .eventProcessing()
                .registerDefaultListenerInvocationErrorHandler(c -> PropagatingErrorHandler.instance())
                .registerDefaultErrorHandler(c -> PropagatingErrorHandler.instance())
                .registerSubscribingEventProcessor("lookups");
        modules.forEach(module -> module.configureModule(configurer));
        return configurer.buildConfiguration();
    }

    private static SimpleCommandBus commandBus(
            org.axonframework.config.Configuration axon,
            TransactionManager transactions,
            List<MessageHandlerInterceptor<CommandMessage<?>>> beforeCorrelation) {
        var bus = SimpleCommandBus.builder()
                .transactionManager(transactions)
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .duplicateCommandHandlerResolver(DuplicateCommandHandlerResolution.rejectDuplicates())
                .build();
        beforeCorrelation.forEach(bus::registerHandlerInterceptor);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        bus.registerHandlerInterceptor(new AggregateNotFoundInterceptor());
        return bus;
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

    @Bean
    CommandGateway commandGateway(org.axonframework.config.Configuration axon) {
        return axon.commandGateway();
    }

    @Bean
    AxonLifecycle axonLifecycle(org.axonframework.config.Configuration axon, Snapshots snapshots) {
        return new AxonLifecycle(axon, snapshots);
    }
}
