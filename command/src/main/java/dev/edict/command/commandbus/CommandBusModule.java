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
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.axonframework.springboot.autoconfig.EventProcessingAutoConfiguration;
import org.axonframework.springboot.autoconfig.InfraConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Axon's own configuration, with every part declared that matters, so that the framework chooses none. Aggregates and
 * message handlers are found by their annotations. Needs a {@code writePool} and a {@code backgroundPool}.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({InfraConfiguration.class, EventProcessingAutoConfiguration.class, AxonAutoConfiguration.class
})
@Import({EventStoreModule.class, AttributionModule.class, IdempotencyModule.class})
public class CommandBusModule {

    /** Where the log is only read, no token exists. */
    private static final ActiveTokens NO_TOKENS = tokenId -> false;

    static {
        System.setProperty("axoniq.update-checker.disabled", "true");
    }

    @Bean
    SimpleCommandBus commandBus(
            TransactionManager transactions,
            CommandLock commandLock,
            ObjectProvider<ActiveTokens> tokens,
            IdempotencyInterceptor idempotency,
            AttributionInterceptor attribution,
            List<CorrelationDataProvider> correlation) {
        var bus = SimpleCommandBus.builder()
                .transactionManager(transactions)
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .duplicateCommandHandlerResolver(DuplicateCommandHandlerResolution.rejectDuplicates())
                .build();
        Stream.of(
                        commandLock,
                        new TokenRevalidationInterceptor(tokens.getIfAvailable(() -> NO_TOKENS)),
                        idempotency,
                        attribution,
                        new CorrelationDataInterceptor<CommandMessage<?>>(correlation),
                        new AggregateNotFoundInterceptor())
                .forEach(bus::registerHandlerInterceptor);
        return bus;
    }

    @Bean
    ConfigurerModule lookups() {
        return configurer -> configurer
                .eventProcessing()
                .registerDefaultListenerInvocationErrorHandler(c -> PropagatingErrorHandler.instance())
                .registerDefaultErrorHandler(c -> PropagatingErrorHandler.instance())
                .registerSubscribingEventProcessor("lookups");
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
    CommandGateway commandGateway(CommandBus commandBus) {
        return DefaultCommandGateway.builder().commandBus(commandBus).build();
    }

    @Bean
    AxonLifecycle axonLifecycle(Configurer configurer, Snapshots snapshots) {
        return new AxonLifecycle(configurer, snapshots);
    }
}
