package dev.edict.query.policyset;

import dev.edict.query.ContentCorrupted;
import dev.edict.query.PageRequest;
import dev.edict.query.policyset.SealedManifest.SealedPolicy;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads live policy sets and their sealed versions. */
@Component
public class PolicySetReader {

    private static final String LIVE_SETS =
            """
            select s.id, s.zone_id, s.name, s.description, s.created_by, s.created_via_operator,
                s.updated_by, s.updated_via_operator, s.created_at, s.updated_at, b.active_version_id
            from views.policy_sets s
            left join views.policy_set_bindings b on b.zone_id = s.zone_id and b.policy_set_id = s.id
            where s.zone_id = :zone and s.archived_at is null
            """;

    private static final String VERSIONS =
            """
            select v.id, v.policy_set_id, v.version, v.manifest_sha256, v.schema_version,
                v.created_by, v.created_via_operator, v.created_at
            from views.policy_set_versions v
            """;

    private final JdbcClient tables;

    PolicySetReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    public List<PolicySet> list(String zoneId, PageRequest asked) {
        return list(zoneId, asked, null);
    }

    /** @param name the exact name; null for every one */
    List<PolicySet> list(String zoneId, PageRequest asked, @Nullable String name) {
        return tables.sql(
                        LIVE_SETS
                                + """
                        and (:name::text is null or s.name = :name)
                        and (s.created_at, s.id) < (:createdAt, :id)
                        order by s.created_at desc, s.id desc limit :limit
                        """)
                .param("zone", zoneId)
                .param("name", name)
                .param("createdAt", asked.after().createdAt())
                .param("id", asked.after().id())
                .param("limit", asked.limit())
                .query(PolicySet.class)
                .list();
    }

    public Optional<PolicySet> find(String zoneId, String policySetId) {
        return tables.sql(LIVE_SETS + """
                        and s.id = :set
                        """)
                .param("zone", zoneId)
                .param("set", policySetId)
                .query(PolicySet.class)
                .optional();
    }

    /** The tag: the number of the latest version (0 for none) and, if the set governs, the number of the activation. */
    public Optional<String> tag(String zoneId, String policySetId) {
        return tables.sql(
                        """
                        select 's' || (select coalesce(max(v.version), 0)
                                from views.policy_set_versions v where v.policy_set_id = s.id)
                            || coalesce('-a' || g.activation_seq, '')
                        from views.policy_sets s
                        left join views.governance g
                            on g.zone_id = s.zone_id and g.policy_set_id = s.id and g.version_id is not null
                        where s.zone_id = :zone and s.id = :set
                        """)
                .param("zone", zoneId)
                .param("set", policySetId)
                .query(String.class)
                .optional();
    }

    public List<PolicySetVersion> versions(String policySetId, PageRequest asked) {
        return tables.sql(
                        VERSIONS
                                + """
                        where v.policy_set_id = :set and (v.created_at, v.id) < (:createdAt, :id)
                        order by v.created_at desc, v.id desc limit :limit
                        """)
                .param("set", policySetId)
                .param("createdAt", asked.after().createdAt())
                .param("id", asked.after().id())
                .param("limit", asked.limit())
                .query(PolicySetVersion.class)
                .list();
    }

    /** The newest versions of each live set of a zone, at most 20 of each; newest first. */
    public List<VersionLabel> newestVersions(String zoneId) {
        return tables.sql(
                        """
                        select s.id as policy_set_id, s.name as policy_set_name, v.id, v.version
                        from views.policy_sets s
                        cross join lateral (
                            select id, version from views.policy_set_versions
                            where policy_set_id = s.id order by version desc limit 20) v
                        where s.zone_id = :zone and s.archived_at is null
                        order by s.name, s.id, v.version desc limit 500
                        """)
                .param("zone", zoneId)
                .query(VersionLabel.class)
                .list();
    }

    /** A version as a list of choices shows it. */
    public record VersionLabel(String policySetId, String policySetName, String id, int version) {}

    /** Finds a version even of an archived set, whose sealed versions stay readable. */
    public Optional<PolicySetVersion> findVersion(String zoneId, String policySetId, String versionId) {
        return tables.sql(
                        VERSIONS
                                + """
                        join views.policy_sets s on s.id = v.policy_set_id
                        where s.zone_id = :zone and s.id = :set and v.id = :version
                        """)
                .param("zone", zoneId)
                .param("set", policySetId)
                .param("version", versionId)
                .query(PolicySetVersion.class)
                .optional();
    }

    /** Finds a version of any set of a zone. */
    public Optional<PolicySetVersion> findVersion(String zoneId, String versionId) {
        return tables.sql(
                        VERSIONS
                                + """
                        join views.policy_sets s on s.id = v.policy_set_id
                        where s.zone_id = :zone and v.id = :version
                        """)
                .param("zone", zoneId)
                .param("version", versionId)
                .query(PolicySetVersion.class)
                .optional();
    }

    /**
     * The policies of a manifest, in its order.
     *
     * @param content the text of the version
     */
    public record ManifestEntry(
            String policyId, String policyName, String versionId, int version, String content, String contentSha256) {

        private ManifestEntry verified() {
            ContentCorrupted.check(versionId, contentSha256, content);
            return this;
        }
    }

    /**
     * What a sealed version consists of.
     *
     * @throws ContentCorrupted if a text is not the one that was stored
     */
    public List<ManifestEntry> entries(String versionId) {
        return tables
                .sql(
                        """
                        select p.id as policy_id, p.name as policy_name, pv.id as version_id, pv.version, pv.content,
                            pv.content_sha256
                        from views.policy_set_versions v
                        cross join jsonb_array_elements(v.manifest_json) with ordinality as manifest (entry, position)
                        join views.policy_versions pv on pv.id = entry ->> 'policy_version_id'
                        join views.policies p on p.id = pv.policy_id
                        where v.id = :version
                        order by position
                        """)
                .param("version", versionId)
                .query(ManifestEntry.class)
                .list()
                .stream()
                .map(ManifestEntry::verified)
                .toList();
    }

    /** Ids of the archived policies that a version contains; normally none. */
    public List<String> archivedPolicies(String versionId) {
        return tables.sql(
                        """
                        select distinct p.id
                        from views.policy_set_versions v
                        cross join jsonb_array_elements(v.manifest_json) as manifest (entry)
                        join views.policy_versions pv on pv.id = entry ->> 'policy_version_id'
                        join views.policies p on p.id = pv.policy_id
                        where v.id = :version and p.archived_at is not null
                        order by p.id
                        """)
                .param("version", versionId)
                .query(String.class)
                .list();
    }

    /** The ids of the policy versions of a manifest, in its order. */
    List<String> manifest(String versionId) {
        return tables.sql(
                        """
                        select entry ->> 'policy_version_id'
                        from views.policy_set_versions v,
                            jsonb_array_elements(v.manifest_json) with ordinality as manifest (entry, position)
                        where v.id = :version
                        order by position
                        """)
                .param("version", versionId)
                .query(String.class)
                .list();
    }

    /** The policy versions of a manifest, in its order and without their texts. */
    List<SealedPolicy> contents(String versionId) {
        return tables.sql(
                        """
                        select p.id as policy_id, p.name as policy_name, pv.id as policy_version_id, pv.version,
                            pv.content_sha256
                        from views.policy_set_versions v
                        cross join jsonb_array_elements(v.manifest_json) with ordinality as manifest (entry, position)
                        join views.policy_versions pv on pv.id = entry ->> 'policy_version_id'
                        join views.policies p on p.id = pv.policy_id
                        where v.id = :version
                        order by position
                        """)
                .param("version", versionId)
                .query(SealedPolicy.class)
                .list();
    }
}
