package dev.edict.command.caracal;

import dev.edict.command.api.zone.ImportActivation;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.policy.PolicyChecks;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Imports into the event log of this database, with one command and transaction per zone, activation, policy and policy
 * set. An entity with many versions takes several.
 */
@Component
final class LogImport implements CaracalImport {

    private final Configuration axon;
    private final CommandSender commands;
    private final PolicyChecks checks;
    private final DataSource writePool;
    private final JdbcClient lookups;

    LogImport(
            Configuration axon,
            CommandSender commands,
            PolicyChecks checks,
            @Qualifier("writePool") DataSource writePool) {
        this.axon = axon;
        this.commands = commands;
        this.checks = checks;
        this.writePool = writePool;
        this.lookups = JdbcClient.create(writePool);
    }

    @Override
    public Report run(DataSource source, String schema, boolean dryRun, Watcher watcher) {
        requireSchemas();
        try (var caracal = SourceDatabase.open(source, schema)) {
            var findings = new Findings(watcher, caracal.rows());
            try {
                if (dryRun) {
                    importAll(caracal, findings, new ImportCommandSender.Dry(commands));
                } else {
                    importWithAxon(caracal, findings);
                }
            } catch (RuntimeException e) {
                throw new ImportStopped(findings.report(), e);
            }
            return findings.report();
        }
    }

    private void importWithAxon(SourceDatabase caracal, Findings findings) {
        axon.start();
        var hurry = axon.commandBus().registerHandlerInterceptor(this::withoutWaitingForTheDisk);
        try {
            // Streaming processors read the log later, on the nodes that serve.
            axon.eventProcessingConfiguration().eventProcessors().values().stream()
                    .filter(StreamingEventProcessor.class::isInstance)
                    .forEach(EventProcessor::shutDown);
            importAll(caracal, findings, new ImportCommandSender(commands));
            awaitTheDisk();
        } finally {
            hurry.cancel();
            axon.shutdown();
        }
    }

    /**
     * A crash of PostgreSQL loses commits that the next run imports again. An activation is announced to others, so its
     * commit waits for the disk.
     */
    private @Nullable Object withoutWaitingForTheDisk(
            UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        if (!(unitOfWork.getMessage().getPayload() instanceof ImportActivation)) {
            lookups.sql("set local synchronous_commit = off").update();
        }
        return chain.proceed();
    }

    /**
     * This commit makes every earlier commit durable. It writes a WAL record, because a transaction without one does
     * not wait.
     */
    private void awaitTheDisk() {
        lookups.sql("select pg_logical_emit_message(true, 'edict', 'imported')::text")
                .query(String.class)
                .single();
    }

    private void importAll(SourceDatabase caracal, Findings findings, ImportCommandSender commands) {
        var zones = new ZoneImporter(Lookups.read(writePool, ZoneImporter::known), findings, commands);
        var knownPolicies = Lookups.read(writePool, ExistingEntities::policies);
        var policies = new PolicyImporter(knownPolicies, zones, findings, commands, checks);
        var activations = new ActivationImporter(zones, findings, commands);
        var knownSets = Lookups.read(writePool, ExistingEntities::policySets);
        var policySets = new PolicySetImporter(
                knownSets,
                zones,
                findings,
                commands,
                policies,
                activations,
                entries -> checks.bundle(caracal.documents(entries)));
        caracal.zones(zones::take);
        caracal.policies(policies::take);
        caracal.policySets(policySets::take);
        caracal.strayBindings(activations::stray);
        caracal.close();
        activations.takeAll();
    }

    private void requireSchemas() {
        var there = lookups.sql("select to_regclass('command.activation') is not null")
                .query(Boolean.class)
                .single();
        if (!there) {
            throw new ImportRefused("this database has no Edict schema: start Edict on it once");
        }
    }
}
