package dev.edict.app.demo;

import dev.edict.app.decisionpoint.AuditOfDecisions;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decisionpoint.audit.AuditUnavailable;
import dev.edict.decisionpoint.audit.AuditedDecision;
import dev.edict.decisionpoint.audit.DecisionAudit;
import dev.edict.replica.Replica;
import dev.edict.replica.ReplicaSettings;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A decision point of the demo: it loads, reports, decides and records as one of another process does. */
final class DemoPoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoPoint.class);

    private final Replica replica;
    private final DecisionAudit audit;

    private DemoPoint(Replica replica, DecisionAudit audit) {
        this.replica = replica;
        this.audit = audit;
    }

    /**
     * What the decision points of a demo share.
     *
     * @param key of the audit of decisions, read at each use
     * @param folder for what each keeps on disk
     */
    record Surroundings(
            ControlPlaneClient edict,
            AuditOfDecisions audits,
            RedisURI redis,
            Supplier<Optional<String>> key,
            Path folder) {}

    /** @param isGateway whether it lets requests through to a protected upstream */
    static DemoPoint start(String id, boolean isGateway, Surroundings with) {
        var settings = ReplicaSettings.from(new HttpBundleSource(with.edict())).reportingTo(with.edict(), id);
        var point = new DemoPoint(
                new Replica((isGateway ? settings.gateway() : settings).build()),
                with.audits().in(with.redis(), with.key(), id, with.folder().resolve(id)));
        point.audit.start();
        point.replica.start();
        return point;
    }

    void decide(String zoneId, PolicyInput request) {
        var outcome = replica.decide(zoneId, request);
        try {
            audit.record(new AuditedDecision(zoneId, UUID.randomUUID().toString(), request, outcome, Instant.now()));
        } catch (AuditUnavailable e) {
            LOG.debug("A decision of the demo was not recorded: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        replica.close();
        audit.close();
    }
}
