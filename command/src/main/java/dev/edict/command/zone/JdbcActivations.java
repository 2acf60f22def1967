package dev.edict.command.zone;

import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.GovernanceChanged;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneDeactivated;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code command.activation}. */
@Component
@ProcessingGroup("lookups")
class JdbcActivations implements Activations {

    private final JdbcClient lookups;

    JdbcActivations(@Qualifier("writePool") DataSource writePool) {
        this.lookups = JdbcClient.create(writePool);
    }

    @Override
    public Optional<Activation> find(String zoneId, long seq) {
        return lookups.sql(
                        """
                select activation_seq as seq, policy_set_id, version_id, manifest_sha256, replaced_seq, rolled_back
                from command.activation where zone_id = :zone and activation_seq = :seq
                """)
                .param("zone", zoneId)
                .param("seq", seq)
                .query(Activation.class)
                .optional();
    }

    @Override
    public Optional<Activation> latestOf(String zoneId, String versionId) {
        return lookups.sql(
                        """
                select activation_seq as seq, policy_set_id, version_id, manifest_sha256, replaced_seq, rolled_back
                from command.activation where zone_id = :zone and version_id = :version
                order by activation_seq desc limit 1
                """)
                .param("zone", zoneId)
                .param("version", versionId)
                .query(Activation.class)
                .optional();
    }

    @EventHandler
    void on(PolicySetVersionActivated event) {
        markRolledBack(event.zoneId(), event.versionId(), false);
        insert(event, event.manifestSha256(), event.replacedSeq());
    }

    @EventHandler
    void on(ActivationRolledBack event) {
        markRolledBack(event.zoneId(), event.versionId(), false);
        if (event.previousVersionId() != null) {
            markRolledBack(event.zoneId(), event.previousVersionId(), true);
        }
    }

    @EventHandler
    void on(ZoneDeactivated event) {
        insert(event, null, event.replacedSeq());
    }

    private void insert(GovernanceChanged event, @Nullable String manifestSha256, @Nullable Long replacedSeq) {
        lookups.sql(
                        """
                insert into command.activation
                    (zone_id, activation_seq, policy_set_id, version_id, manifest_sha256, replaced_seq)
                values (:zone, :seq, :set, :version, :sha256, :replaced)
                """)
                .param("zone", event.zoneId())
                .param("seq", event.activationSeq())
                .param("set", event.policySetId())
                .param("version", event.governingVersionId())
                .param("sha256", manifestSha256)
                .param("replaced", replacedSeq)
                .update();
    }

    private void markRolledBack(String zoneId, String versionId, boolean rolledBack) {
        lookups.sql(
                        """
                update command.activation set rolled_back = :rolledBack
                where zone_id = :zone and version_id = :version and rolled_back <> :rolledBack
                """)
                .param("zone", zoneId)
                .param("version", versionId)
                .param("rolledBack", rolledBack)
                .update();
    }
}
