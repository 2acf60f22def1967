package dev.edict.command.caracal;

import dev.edict.command.api.zone.ImportActivation;
import dev.edict.command.policy.PolicyChecks;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Imports into the log of this database: one command and transaction per zone, policy, policy set and activation. */
@Component
final class LogImport implements CaracalImport {

    private final Configuration axon;
    private final CommandGateway gateway;
    private final PolicyChecks checks;
    private final JdbcClient lookups;

    LogImport(
            Configuration axon,
            CommandGateway gateway,
            PolicyChecks checks,
            @Qualifier("writePool") DataSource writePool) {
        this.axon = axon;
        this.gateway = gateway;
        this.checks = checks;
        this.lookups = JdbcClient.create(writePool);
    }

    @Override
    public Report run(DataSource source, String schema, boolean dryRun, Watcher watcher) {
        requireSchemas();
        try (var caracal = SourceDatabase.open(source, schema)) {
            var findings = new Findings(watcher, caracal.rows());
            if (dryRun) {
                importAll(caracal, findings, new Delivery.Dry(gateway));
            } else {
                importWithAxon(caracal, findings);
            }
            return findings.report();
        }
    }

    private void importWithAxon(SourceDatabase caracal, Findings findings) {
        axon.start();
        var hurry = axon.commandBus().registerHandlerInterceptor(this::withoutWaitingForTheDisk);
        try {
            // They read the log afterwards, and do so wherever Edict serves.
            axon.eventProcessingConfiguration().eventProcessors().values().stream()
                    .filter(StreamingEventProcessor.class::isInstance)
                    .forEach(EventProcessor::shutDown);
            importAll(caracal, findings, new Delivery(gateway));
        } finally {
            hurry.cancel();
            axon.shutdown();
        }
    }

    /** What is lost with the server is imported again; but what is announced to others must not be lost. */
    private @Nullable Object withoutWaitingForTheDisk(
            UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        if (!(unitOfWork.getMessage().getPayload() instanceof ImportActivation)) {
            lookups.sql("set local synchronous_commit = off").update();
        }
        return chain.proceed();
    }

    private void importAll(SourceDatabase caracal, Findings findings, Delivery delivery) {
        var zones = new ZoneTakeover(lookups, findings, delivery);
        var policies = new PolicyTakeover(KnownHeads.policies(lookups), zones, findings, delivery, checks);
        var activations = new ActivationTakeover(zones, findings, delivery);
        var policySets =
                new PolicySetTakeover(KnownHeads.policySets(lookups), zones, findings, delivery, policies, activations);
        caracal.zones(zones::take);
        caracal.policies(policies::take);
        caracal.policySets(policySets::take);
        activations.takeAll();
    }

    private void requireSchemas() {
        var there = lookups.sql("select to_regclass('command.activation') is not null")
                .query(Boolean.class)
                .single();
        if (!there) {
            throw new ImportRefused("there is no Edict in this database: start Edict on it once");
        }
    }
}
