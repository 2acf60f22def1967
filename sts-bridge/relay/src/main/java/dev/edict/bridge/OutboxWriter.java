package dev.edict.bridge;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.zone.GovernanceChanged;
import dev.edict.command.api.zone.ZoneRegistered;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Inserts an invalidation in the transaction of the change that it announces. */
@ProcessingGroup(OutboxWriter.PROCESSOR)
class OutboxWriter {

    static final String PROCESSOR = "outbox";

    private final JdbcClient bridge;

    OutboxWriter(DataSource writePool) {
        this.bridge = JdbcClient.create(writePool);
    }

    @EventHandler
    void on(ZoneRegistered event) {
        bridge.sql(
                        """
                        insert into bridge.relay_zone (zone_id) values (:zone)
                        """)
                .param("zone", event.zoneId())
                .update();
    }

    // The metadata is not declared as required: Axon would then skip an event without it, and the change would take
    // effect without an invalidation.
    @EventHandler
    void on(
            GovernanceChanged event,
            @Timestamp Instant at,
            @MetaDataValue("requestId") @Nullable String requestId,
            @MetaDataValue(Attribution.IMPORTED) @Nullable Boolean imported) {
        bridge.sql(
                        """
                        insert into bridge.outbox (id, zone_id, activation_seq, policy_set_id, policy_set_version_id,
                                                   request_id, created_at, next_attempt_at)
                        select :id, :zone, :seq, :set, :version, :request, since, since
                        from (values (case when :imported then clock_timestamp() else :at end)) as waiting (since)
                        """)
                .param("id", event.dispatchId())
                .param("zone", event.zoneId())
                .param("seq", event.activationSeq())
                .param("set", event.policySetId())
                .param("version", event.governingVersionId())
                .param("request", Objects.requireNonNull(requestId, "an activation has no request id"))
                // An imported activation happened long ago, but its invalidation waits only since the import.
                .param("imported", Boolean.TRUE.equals(imported))
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }
}
