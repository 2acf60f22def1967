package dev.edict.command.policy;

import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.command.api.policy.PolicyVersionCreated;
import dev.edict.command.naming.NameText;
import dev.edict.command.policy.PolicyService.CreatedVersion;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code command.policy} and {@code command.policy_version}. */
@Component
@ProcessingGroup("lookups")
class JdbcPolicies implements PolicyFacts, PolicyVersions {

    private final JdbcClient lookups;

    JdbcPolicies(@Qualifier("writePool") DataSource writePool) {
        this.lookups = JdbcClient.create(writePool);
    }

    @Override
    public boolean isNameTaken(String zoneId, String name) {
        return lookups.sql(
                        """
                select exists (
                    select from command.policy where zone_id = :zone and name_key = :key and not archived)
                """)
                .param("zone", zoneId)
                .param("key", NameText.comparable(name))
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean isGoverning(String zoneId, String policyId) {
        return lookups.sql(
                        """
                select exists (
                    select from command.zone z
                    join command.manifest_entry e on e.version_id = z.governing_version_id
                    join command.policy_version v on v.version_id = e.policy_version_id
                    where z.zone_id = :zone and v.policy_id = :policy)
                """)
                .param("zone", zoneId)
                .param("policy", policyId)
                .query(Boolean.class)
                .single();
    }

    @Override
    public Set<Integer> takenNumbers(String policyId, Collection<Integer> numbers) {
        return lookups.sql(
                        """
                select version from command.policy_version where policy_id = :policy and version = any(:numbers)
                """)
                .param("policy", policyId)
                .param("numbers", numbers.toArray(Integer[]::new))
                .query(Integer.class)
                .set();
    }

    @Override
    public List<KnownPolicyVersion> find(Collection<String> versionIds) {
        return lookups.sql(
                        """
                select v.version_id, v.policy_id, v.zone_id, v.schema_version, p.archived as policy_archived
                from command.policy_version v join command.policy p on p.policy_id = v.policy_id
                where v.version_id = any(:versions)
                """)
                .param("versions", versionIds.toArray(String[]::new))
                .query(KnownPolicyVersion.class)
                .list();
    }

    /** The response to a client that created this version. */
    CreatedVersion created(String versionId) {
        return lookups.sql(
                        """
                select version, content_sha256, schema_version, created_at
                from command.policy_version where version_id = :version
                """)
                .param("version", versionId)
                .query((row, n) -> new CreatedVersion(
                        row.getInt("version"),
                        row.getString("content_sha256"),
                        row.getString("schema_version"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .single();
    }

    @EventHandler
    void on(PolicyCreated event, @Timestamp Instant at) {
        lookups.sql(
                        """
                insert into command.policy (policy_id, zone_id, name, name_key, created_at)
                values (:policy, :zone, :name, :key, :at)
                """)
                .param("policy", event.policyId())
                .param("zone", event.zoneId())
                .param("name", event.name())
                .param("key", NameText.comparable(event.name()))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @EventHandler
    void on(PolicyVersionCreated event, @Timestamp Instant at) {
        lookups.sql(
                        """
                insert into command.policy_version
                    (version_id, policy_id, zone_id, version, content_sha256, schema_version, created_at)
                values (:id, :policy, :zone, :version, :sha256, :schema, :at)
                """)
                .param("id", event.versionId())
                .param("policy", event.policyId())
                .param("zone", event.zoneId())
                .param("version", event.version())
                .param("sha256", event.contentSha256())
                .param("schema", event.schemaVersion())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @EventHandler
    void on(PolicyArchived event) {
        lookups.sql(
                        """
                update command.policy set archived = true where policy_id = :policy
                """)
                .param("policy", event.policyId())
                .update();
    }
}
