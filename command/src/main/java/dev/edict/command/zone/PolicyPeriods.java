package dev.edict.command.zone;

import dev.edict.command.api.zone.GovernanceChanged;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * {@code command.policy_period}. A change touches the policies in which two manifests differ, of at most 256 entries each,
 * and reads no history.
 */
@Component
@ProcessingGroup("lookups")
class PolicyPeriods {

    private final JdbcClient lookups;

    PolicyPeriods(@Qualifier("writePool") DataSource writePool) {
        this.lookups = JdbcClient.create(writePool);
    }

    @EventHandler
    void on(GovernanceChanged event) {
        lookups.sql(
                        """
                with before as (
                    select policy_version_id from command.manifest_entry where version_id = :previous::text),
                after as (
                    select distinct policy_version_id from command.manifest_entry where version_id = :version::text),
                ended as (
                    update command.policy_period p set until_seq = :seq from before
                    where p.policy_version_id = before.policy_version_id and p.until_seq is null
                        and before.policy_version_id not in (select policy_version_id from after))
                insert into command.policy_period (policy_version_id, from_seq)
                select policy_version_id, :seq from after
                where policy_version_id not in (select policy_version_id from before)
                """)
                .param("previous", event.previousVersionId())
                .param("version", event.governingVersionId())
                .param("seq", event.activationSeq())
                .update();
    }
}
