package dev.edict.app.decisionpoint;

import dev.edict.app.servers.CurrentSecrets;
import dev.edict.app.servers.EnvironmentVariables;
import dev.edict.app.web.health.Serving;
import dev.edict.bridge.redis.RedisAddress;
import dev.edict.decisionpoint.DecisionPointModule;
import dev.edict.decisionpoint.audit.DecisionRecorder;
import dev.edict.embedded.DataFolder;
import dev.edict.replica.Replica;
import dev.edict.replica.ReplicaSettings;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import dev.edict.replica.redis.RedisStream;
import dev.edict.replica.redis.StreamKey;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * A decision point inside of Edict, for a laptop and for small installations. It loads, hears and reports like one of
 * another process, over HTTP and Redis.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(DecisionPointSwitch.class)
@Import(DecisionPointModule.class)
class EmbeddedDecisionPoint {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDecisionPoint.class);

    private static final String LOOPBACK = "127.0.0.1";
    private static final String FOLDER = "decision-point";

    /** The property of the key that is given, or kept in the data folder. */
    private static final String AUDIT_KEY = "edict.decision-audit.key";

    /** Destroyed by {@link Running}, while Edict still takes its goodbye. */
    @Bean(destroyMethod = "")
    Replica replica(Environment environment, CurrentSecrets secrets, RedisAddress redis) {
        var edict = ControlPlaneClient.at(() -> address(environment), secrets::adminToken);
        var chosen = ReplicaSettings.from(new HttpBundleSource(edict)).reportingTo(edict, id(environment));
        var key = StreamKey.parse(environment.getRequiredProperty("edict.sts-bridge.key"));
        if (redis.servers().size() == 1) {
            chosen.redis(RedisStream.at(redis.first(), key));
        }
        return new Replica(chosen.build());
    }

    /** Closed by Spring after the web server, so that every decision that was answered is in it. */
    @Bean
    DecisionRecorder decisionRecorder(ConfigurableEnvironment environment, RedisAddress redis) {
        if (redis.servers().size() > 1) {
            LOG.warn("Decisions are not recorded in an audit: the decision point cannot use a cluster of Redis");
            return DecisionRecorder.NONE;
        }
        var audit = new AuditOfDecisions(new EnvironmentVariables(environment))
                .in(
                        redis.first(),
                        () -> Optional.ofNullable(environment.getProperty(AUDIT_KEY)),
                        id(environment),
                        DataFolder.chosen(environment.getProperty("edict.data", ""))
                                .resolve(FOLDER));
        audit.start();
        return audit;
    }

    @Bean
    MeterBinder auditMeters(DecisionRecorder recorder) {
        return AuditBeans.meters(recorder);
    }

    @Bean
    HealthIndicator decisionAudit(DecisionRecorder recorder) {
        return AuditBeans.health(recorder, AuditHealth.DEGRADED);
    }

    @Bean
    Running runningReplica(Replica replica) {
        return new Running(replica);
    }

    /** The address is known once the web server listens, and the replica starts after that. */
    private static URI address(Environment environment) {
        var host = environment.getProperty("server.address", LOOPBACK);
        return URI.create("http://%s:%s"
                .formatted(
                        host.equals("0.0.0.0") || host.equals("::") ? LOOPBACK : host,
                        environment.getRequiredProperty("local.server.port")));
    }

    /** One name per node. */
    private static String id(Environment environment) {
        return "edict:%s:%s".formatted(HostName.get(), environment.getProperty("server.port", "0"));
    }

    /** Runs the replica while Edict serves. */
    static final class Running {

        private final Replica replica;

        private Running(Replica replica) {
            this.replica = replica;
        }

        @EventListener
        void on(Serving event) {
            replica.start();
        }

        @EventListener
        @Order(Ordered.HIGHEST_PRECEDENCE)
        void on(ContextClosedEvent event) {
            replica.close();
        }
    }
}
