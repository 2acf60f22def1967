package dev.edict.projector.zone;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetRestamped;
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
import org.axonframework.messaging.MetaData;
import org.springframework.stereotype.Component;

/** Maintains {@code policy_set_bindings}, the row per set that a token service reads, and {@code governance}. */
@Component
@ProcessingGroup("enforcement")
class BindingProjector {

    private static final ViewStatement CREATE = new ViewStatement(
            ViewTable.BINDINGS,
            1,
            """
            insert into policy_set_bindings (zone_id, policy_set_id, updated_at) select zone, policy_set, at from {rows}
            """,
            Repeated.FOLLOWS);

    private static final ViewStatement RESTAMP = new ViewStatement(
            ViewTable.BINDINGS,
            2,
            """
            update policy_set_bindings set updated_at = at
            from {rows} where zone_id = zone and policy_set_id = policy_set
            """,
            Repeated.REPLACES);

    /** Precedes the binding, because a zone may have only one active binding at any instant. */
    private static final ViewStatement RELEASE_OTHERS = new ViewStatement(
            ViewTable.BINDINGS,
            3,
            """
            update policy_set_bindings set active_version_id = null, updated_at = at
            from {rows} where zone_id = zone and policy_set_id <> policy_set and active_version_id is not null
            """,
            Repeated.IS_LEFT_OUT);

    private static final ViewStatement BIND = new ViewStatement(
                    ViewTable.BINDINGS,
                    4,
                    """
                    update policy_set_bindings set active_version_id = version, updated_at = at
                    from {rows} where zone_id = zone and policy_set_id = policy_set
                    """,
                    Repeated.REPLACES)
            .orElse(row -> "no binding of set %s in zone %s".formatted(row.value("policy_set"), row.value("zone")));

    private static final ViewStatement REMEMBER = new ViewStatement(
            ViewTable.GOVERNANCE,
            1,
            """
            insert into governance
                (zone_id, activation_seq, policy_set_id, version_id, previous_version_id, dispatch_id, actor, since)
            select zone, seq, policy_set, version, previous, dispatch, actor, at from {rows}
            on conflict (zone_id) do update set
                activation_seq = excluded.activation_seq, policy_set_id = excluded.policy_set_id,
                version_id = excluded.version_id, previous_version_id = excluded.previous_version_id,
                dispatch_id = excluded.dispatch_id, actor = excluded.actor, since = excluded.since
            """,
            Repeated.REPLACES);

    private final ViewWriter writer;

    BindingProjector(ViewWriter writer) {
        this.writer = writer;
    }

    @EventHandler
    void on(PolicySetCreated event, @Timestamp Instant at) {
        writer.write(
                CREATE,
                ViewRow.of(event.policySetId())
                        .text("zone", event.zoneId())
                        .text("policy_set", event.policySetId())
                        .time("at", at));
    }

    @EventHandler
    void on(PolicySetRestamped event) {
        if (event.boundAt() != null) {
            writer.write(RESTAMP, binding(event.zoneId(), event.policySetId(), event.boundAt()));
        }
    }

    @EventHandler
    void on(GovernanceChanged event, @Timestamp Instant at, MetaData metadata) {
        writer.write(RELEASE_OTHERS, binding(event.zoneId(), event.policySetId(), at));
        writer.write(
                BIND, binding(event.zoneId(), event.policySetId(), at).text("version", event.governingVersionId()));
        writer.write(
                REMEMBER,
                ViewRow.of(event.zoneId())
                        .text("zone", event.zoneId())
                        .number("seq", event.activationSeq())
                        .text("policy_set", event.policySetId())
                        .text("version", event.governingVersionId())
                        .text("previous", event.previousVersionId())
                        .text("dispatch", event.dispatchId())
                        .text("actor", Attribution.of(metadata).actor())
                        .time("at", at));
    }

    /** All sets of a zone have one key, because a change of one releases the others. */
    private static ViewRow binding(String zoneId, String policySetId, Instant at) {
        return ViewRow.of(zoneId, policySetId)
                .text("zone", zoneId)
                .text("policy_set", policySetId)
                .time("at", at);
    }
}
