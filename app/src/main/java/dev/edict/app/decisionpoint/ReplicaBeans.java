package dev.edict.app.decisionpoint;

import dev.edict.app.servers.CurrentSecrets;
import dev.edict.app.servers.EnvironmentVariables;
import dev.edict.app.web.health.RequiredDependency;
import dev.edict.command.api.zone.ZoneDirectory;
import dev.edict.decisionpoint.audit.DecisionRecorder;
import dev.edict.replica.Replica;
import dev.edict.replica.controlplane.ControlPlaneClient;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** The replica, the tokens and the audit of a decision point that runs as a process of its own. */
class ReplicaBeans {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaBeans.class);

    private static final String METRICS_TOKEN = "METRICS_BEARER";
    private static final int SECRET_BYTES = 32;

    @Bean
    ReplicaProcess replicaProcess(ConfigurableEnvironment environment) {
        return new ReplicaProcess(new EnvironmentVariables(environment));
    }

    @Bean
    ControlPlaneClient edict(ReplicaProcess process) {
        return process.edict();
    }

    @Bean(destroyMethod = "")
    Replica replica(ReplicaProcess process, ControlPlaneClient edict) {
        return new Replica(process.replica(edict));
    }

    @Bean
    ReplicaLifecycle replicaLifecycle(Replica replica) {
        return new ReplicaLifecycle(replica);
    }

    /** Closed by Spring after the web server, so that every decision that was answered is in it. */
    @Bean
    DecisionRecorder decisionRecorder(ReplicaProcess process, ConfigurableEnvironment environment) {
        var variables = new EnvironmentVariables(environment);
        var redis = process.redis();
        if (redis.isEmpty()) {
            LOG.warn("Decisions are not recorded in an audit: there is no Redis (--redis)");
            return DecisionRecorder.NONE;
        }
        var audit = new AuditOfDecisions(variables)
                .in(redis.get(), () -> variables.find(AuditOfDecisions.KEY), process.name(), process.folder());
        audit.start();
        return audit;
    }

    @Bean
    MeterBinder auditMeters(DecisionRecorder recorder) {
        return AuditBeans.meters(recorder);
    }

    @Bean
    HealthIndicator decisionAudit(DecisionRecorder recorder) {
        return AuditBeans.health(recorder, Status.OUT_OF_SERVICE);
    }

    @Bean
    SyncedTokens tokens(ReplicaProcess process, ControlPlaneClient edict) {
        return new SyncedTokens(edict, new TokenFile(process.folder()), Clock.systemUTC());
    }

    @Bean
    RequiredDependency requiredDependency(SyncedTokens tokens, Replica replica) {
        return new DecisionPointReadiness(tokens, replica);
    }

    /** Whose account a zone belongs to matters to consoles only, and no console is let in here. */
    @Bean
    ZoneDirectory zones() {
        return zoneId -> Optional.empty();
    }

    /** This process has no admin token: the secret is known to no caller. */
    @Bean
    CurrentSecrets secrets(ConfigurableEnvironment environment) {
        var unknown = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(unknown);
        return CurrentSecrets.of(
                HexFormat.of().formatHex(unknown),
                new EnvironmentVariables(environment).find(METRICS_TOKEN).orElse(null));
    }
}
