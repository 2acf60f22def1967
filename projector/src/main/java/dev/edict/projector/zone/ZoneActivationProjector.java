package dev.edict.projector.zone;

import dev.edict.command.api.zone.GovernanceChanged;
import dev.edict.projector.tables.ViewRow;
import dev.edict.projector.tables.ViewStatement;
import dev.edict.projector.tables.ViewStatement.Repeated;
import dev.edict.projector.tables.ViewTable;
import dev.edict.projector.tables.ViewWriter;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.springframework.stereotype.Component;

/** Maintains {@code zone_activations}, which tells decision points which bundle of a zone is the newest. */
@Component
@ProcessingGroup("enforcement")
class ZoneActivationProjector {

    private static final ViewStatement WRITE = new ViewStatement(
            ViewTable.ZONE_ACTIVATIONS,
            1,
            """
            insert into zone_activations
                (zone_id, activation_seq, policy_set_id, version_id, manifest_sha256, since, position)
            select zone, seq, policy_set, r.version, v.manifest_sha256, at, e.global_index
            from {rows}
                left join policy_set_versions v on v.id = r.version
                left join events.domain_event e on e.event_id = event
            on conflict (zone_id) do update set
                activation_seq = excluded.activation_seq, policy_set_id = excluded.policy_set_id,
                version_id = excluded.version_id, manifest_sha256 = excluded.manifest_sha256,
                since = excluded.since, position = excluded.position
            """,
            Repeated.REPLACES);

    private final ViewWriter writer;

    ZoneActivationProjector(ViewWriter writer) {
        this.writer = writer;
    }

    @EventHandler
    void on(GovernanceChanged event, @Timestamp Instant at, @MessageIdentifier String eventId) {
        writer.write(
                WRITE,
                ViewRow.of(event.zoneId())
                        .text("zone", event.zoneId())
                        .number("seq", event.activationSeq())
                        .text("policy_set", event.policySetId())
                        .text("version", event.governingVersionId())
                        .time("at", at)
                        .text("event", eventId));
    }
}
