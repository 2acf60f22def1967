package dev.edict.command.zone;

import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.GovernanceChanged;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneDeactivated;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code command.activation} and {@code command.governed_version}. */
@Component
@ProcessingGroup("lookups")
class JdbcActivations implements Activations {

    private static final Optional<Activation> NOWHERE = Optional.empty();

    private final JdbcClient lookups;

    JdbcActivations(@Qualifier("writePool") DataSource writePool) {
        this.lookups = JdbcClient.create(writePool);
    }

    @Override
    public Optional<Activation> before(String zoneId, long seq, @Nullable String governing) {
        var found = lookups.sql(
                        """
                select place.* from command.activation undone
                left join lateral (
                    select a.activation_seq as seq, a.policy_set_id, a.version_id, a.manifest_sha256
                    from unnest(undone.retreat) with ordinality as way (seq, step)
                    join command.activation a on a.zone_id = undone.zone_id and a.activation_seq = way.seq
                    join command.governed_version v on v.zone_id = a.zone_id and v.version_id = a.version_id
                    where not v.rolled_back and a.version_id is distinct from :governing::text
                    order by way.step limit 1) place on true
                where undone.zone_id = :zone and undone.activation_seq = :seq
                """)
                .param("zone", zoneId)
                .param("seq", seq)
                .param("governing", governing)
                .query((row, n) -> row.getString("version_id") == null ? NOWHERE : Optional.of(activation(row)))
                .list();
        if (found.isEmpty()) {
            throw new IllegalStateException("activation %d of zone %s is not in the look-up".formatted(seq, zoneId));
        }
        return found.get(0);
    }

    @Override
    public Optional<Activation> latestOf(String zoneId, String versionId) {
        return lookups.sql(
                        """
                select a.activation_seq as seq, a.policy_set_id, a.version_id, a.manifest_sha256
                from command.governed_version v
                join command.activation a on a.zone_id = v.zone_id and a.activation_seq = v.latest_seq
                where v.zone_id = :zone and v.version_id = :version
                """)
                .param("zone", zoneId)
                .param("version", versionId)
                .query((row, n) -> activation(row))
                .optional();
    }

    private static Activation activation(ResultSet row) throws SQLException {
        return new Activation(
                row.getLong("seq"),
                row.getString("policy_set_id"),
                row.getString("version_id"),
                row.getString("manifest_sha256"));
    }

    @EventHandler
    void on(PolicySetVersionActivated event) {
        insert(event, event.manifestSha256(), event.replacedSeq());
        lookups.sql(
                        """
                insert into command.governed_version (zone_id, version_id, latest_seq) values (:zone, :version, :seq)
                on conflict (zone_id, version_id) do update set latest_seq = excluded.latest_seq, rolled_back = false
                """)
                .param("zone", event.zoneId())
                .param("version", event.versionId())
                .param("seq", event.activationSeq())
                .update();
    }

    /** Marks the version that was rolled back from, until it governs again. */
    @EventHandler
    void on(ActivationRolledBack event) {
        lookups.sql(
                        """
                update command.governed_version set rolled_back = version_id <> :restored
                where zone_id = :zone and version_id in (:restored, :previous::text)
                """)
                .param("zone", event.zoneId())
                .param("restored", event.versionId())
                .param("previous", event.previousVersionId())
                .update();
    }

    @EventHandler
    void on(ZoneDeactivated event) {
        insert(event, null, event.replacedSeq());
    }

    private void insert(GovernanceChanged event, @Nullable String manifestSha256, @Nullable Long replacedSeq) {
        lookups.sql(
                        """
                insert into command.activation
                    (zone_id, activation_seq, policy_set_id, version_id, manifest_sha256, replaced_seq, retreat)
                values (:zone, :seq, :set, :version, :sha256, :replaced,
                    command.retreat_over(:zone, :replaced, :version))
                """)
                .param("zone", event.zoneId())
                .param("seq", event.activationSeq())
                .param("set", event.policySetId())
                .param("version", event.governingVersionId())
                .param("sha256", manifestSha256)
                .param("replaced", replacedSeq)
                .update();
    }
}
