package dev.edict.command.policyset;

import dev.edict.command.api.policyset.PolicySetArchived;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetVersionCreated;
import dev.edict.command.content.ContentCorrupted;
import dev.edict.command.naming.NameText;
import dev.edict.command.policyset.PolicySetService.CreatedVersion;
import dev.edict.decision.PolicyDocument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code command.policy_set}, {@code command.sealed_version} and {@code command.manifest_entry}. */
@Component
@ProcessingGroup("lookups")
class JdbcPolicySets implements PolicySetNames, SealedNumbers, SealedVersions, SealedContents {

    private final JdbcClient lookups;

    JdbcPolicySets(@Qualifier("writePool") DataSource writePool) {
        this.lookups = JdbcClient.create(writePool);
    }

    @Override
    public boolean isTaken(String zoneId, String name) {
        return lookups.sql(
                        """
                select exists (
                    select from command.policy_set where zone_id = :zone and name_key = :key and not archived)
                """)
                .param("zone", zoneId)
                .param("key", NameText.comparable(name))
                .query(Boolean.class)
                .single();
    }

    @Override
    public Set<Integer> taken(String policySetId, Collection<Integer> numbers) {
        return lookups.sql(
                        """
                select version from command.sealed_version where policy_set_id = :set and version = any(:numbers)
                """)
                .param("set", policySetId)
                .param("numbers", numbers.toArray(Integer[]::new))
                .query(Integer.class)
                .set();
    }

    @Override
    public Optional<SealedVersion> find(String zoneId, String policySetId, String versionId) {
        return lookups.sql(
                        """
                select v.version_id, v.policy_set_id, v.version, v.manifest_sha256, v.schema_version
                from command.sealed_version v join command.policy_set s on s.policy_set_id = v.policy_set_id
                where v.version_id = :version and v.policy_set_id = :set and v.zone_id = :zone and not s.archived
                """)
                .param("version", versionId)
                .param("set", policySetId)
                .param("zone", zoneId)
                .query(SealedVersion.class)
                .optional();
    }

    @Override
    public Optional<SealedVersion> find(String zoneId, String versionId) {
        return lookups.sql(
                        """
                select version_id, policy_set_id, version, manifest_sha256, schema_version
                from command.sealed_version where version_id = :version and zone_id = :zone
                """)
                .param("version", versionId)
                .param("zone", zoneId)
                .query(SealedVersion.class)
                .optional();
    }

    @Override
    public List<String> archivedPolicies(String versionId) {
        return lookups.sql(
                        """
                select p.policy_id
                from command.manifest_entry e
                join command.policy_version v on v.version_id = e.policy_version_id
                join command.policy p on p.policy_id = v.policy_id
                where e.version_id = :version and p.archived
                order by e.position
                """)
                .param("version", versionId)
                .query(String.class)
                .list();
    }

    @Override
    public List<PolicyDocument> documents(String versionId) {
        return lookups.sql(
                        """
                select v.version_id, v.content_sha256, c.content
                from command.manifest_entry e
                join command.policy_version v on v.version_id = e.policy_version_id
                left join events.content c on c.sha256 = v.content_sha256
                where e.version_id = :version
                order by e.position
                """)
                .param("version", versionId)
                .query(JdbcPolicySets::verified)
                .list();
    }

    @Override
    public List<String> sha256s(String versionId) {
        return lookups.sql(
                        """
                select v.content_sha256
                from command.manifest_entry e
                join command.policy_version v on v.version_id = e.policy_version_id
                where e.version_id = :version
                order by e.position
                """)
                .param("version", versionId)
                .query(String.class)
                .list();
    }

    /** The texts of the existing ones of these policy versions, in the given order. */
    List<PolicyDocument> documents(List<String> policyVersionIds) {
        return lookups.sql(
                        """
                select v.version_id, v.content_sha256, c.content
                from unnest(:ids) with ordinality as entry (version_id, position)
                join command.policy_version v on v.version_id = entry.version_id
                left join events.content c on c.sha256 = v.content_sha256
                order by entry.position
                """)
                .param("ids", policyVersionIds.toArray(String[]::new))
                .query(JdbcPolicySets::verified)
                .list();
    }

    private static PolicyDocument verified(ResultSet row, int n) throws SQLException {
        var versionId = row.getString("version_id");
        var content = ContentCorrupted.verified(versionId, row.getString("content_sha256"), row.getString("content"));
        return new PolicyDocument(versionId, content);
    }

    /** When a set was created, for the response to its creation. */
    Instant createdAt(String policySetId) {
        return lookups.sql(
                        """
                select created_at from command.policy_set where policy_set_id = :set
                """)
                .param("set", policySetId)
                .query((row, n) ->
                        row.getObject("created_at", OffsetDateTime.class).toInstant())
                .single();
    }

    /** The response to a client that sealed this version. */
    CreatedVersion created(String versionId) {
        return lookups.sql(
                        """
                select version, manifest_sha256, schema_version, created_at
                from command.sealed_version where version_id = :version
                """)
                .param("version", versionId)
                .query((row, n) -> new CreatedVersion(
                        row.getInt("version"),
                        row.getString("manifest_sha256"),
                        row.getString("schema_version"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .single();
    }

    @EventHandler
    void on(PolicySetCreated event, @Timestamp Instant at) {
        lookups.sql(
                        """
                insert into command.policy_set (policy_set_id, zone_id, name, name_key, created_at)
                values (:set, :zone, :name, :key, :at)
                """)
                .param("set", event.policySetId())
                .param("zone", event.zoneId())
                .param("name", event.name())
                .param("key", NameText.comparable(event.name()))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @EventHandler
    void on(PolicySetVersionCreated event, @Timestamp Instant at) {
        lookups.sql(
                        """
                insert into command.sealed_version
                    (version_id, policy_set_id, zone_id, version, manifest_sha256, schema_version, created_at)
                values (:id, :set, :zone, :version, :sha256, :schema, :at)
                """)
                .param("id", event.versionId())
                .param("set", event.policySetId())
                .param("zone", event.zoneId())
                .param("version", event.version())
                .param("sha256", event.manifestSha256())
                .param("schema", event.schemaVersion())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        lookups.sql(
                        """
                insert into command.manifest_entry (version_id, position, policy_version_id)
                select :id, position, policy_version_id
                from unnest(:entries) with ordinality as entry (policy_version_id, position)
                """)
                .param("id", event.versionId())
                .param("entries", event.policyVersionIds().toArray(String[]::new))
                .update();
    }

    @EventHandler
    void on(PolicySetArchived event) {
        lookups.sql(
                        """
                update command.policy_set set archived = true where policy_set_id = :set
                """)
                .param("set", event.policySetId())
                .update();
    }
}
