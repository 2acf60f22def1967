package dev.edict.query.policy;

import dev.edict.query.PageRequest;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads live policies; archived ones are excluded. */
@Component
public class PolicyReader {

    private static final String LIVE_POLICIES =
            """
            select id, zone_id, name, description, created_by, created_via_operator,
                updated_by, updated_via_operator, created_at, updated_at
            from views.policies
            where zone_id = :zone and archived_at is null
            """;

    private static final String VERSIONS =
            """
            select v.id, v.policy_id, v.version, v.content, v.content_sha256, v.schema_version, v.created_by,
                (to_json(v.created_at at time zone 'UTC') #>> '{}') || '+00:00' as created_at,
                (to_json(v.archived_at at time zone 'UTC') #>> '{}') || '+00:00' as archived_at,
                v.created_via_operator
            from views.policy_versions v
            """;

    private final JdbcClient tables;

    PolicyReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    public List<Policy> list(String zoneId, PageRequest asked) {
        return list(zoneId, asked, null);
    }

    /** @param name the exact name; null for every one */
    List<Policy> list(String zoneId, PageRequest asked, @Nullable String name) {
        return tables.sql(
                        LIVE_POLICIES
                                + """
                        and (:name::text is null or name = :name)
                        and (created_at, id) < (:createdAt, :id)
                        order by created_at desc, id desc limit :limit
                        """)
                .param("zone", zoneId)
                .param("name", name)
                .param("createdAt", asked.after().createdAt())
                .param("id", asked.after().id())
                .param("limit", asked.limit())
                .query(Policy.class)
                .list();
    }

    public Optional<Policy> find(String zoneId, String policyId) {
        return tables.sql(LIVE_POLICIES + """
                        and id = :policy
                        """)
                .param("zone", zoneId)
                .param("policy", policyId)
                .query(Policy.class)
                .optional();
    }

    /** All versions of a policy, newest first. */
    public List<PolicyVersion> versions(String policyId) {
        return tables
                .sql(
                        VERSIONS
                                + """
                        where v.policy_id = :policy
                        order by v.version desc
                        """)
                .param("policy", policyId)
                .query(PolicyVersion.class)
                .list()
                .stream()
                .map(PolicyVersion::verified)
                .toList();
    }

    /** The newest versions of each live policy of a zone, at most 20 of each, without their texts; newest first. */
    public List<VersionLabel> newestVersions(String zoneId) {
        return tables.sql(
                        """
                        select p.id as policy_id, p.name as policy_name, v.id, v.version
                        from views.policies p
                        cross join lateral (
                            select id, version from views.policy_versions
                            where policy_id = p.id order by version desc limit 20) v
                        where p.zone_id = :zone and p.archived_at is null
                        order by p.name, p.id, v.version desc
                        """)
                .param("zone", zoneId)
                .query(VersionLabel.class)
                .list();
    }

    /** A version as a list of choices shows it. */
    public record VersionLabel(String policyId, String policyName, String id, int version) {}

    /** One version, even of an archived policy, because a sealed version may still contain it. */
    public Optional<PolicyVersion> version(String zoneId, String policyId, String versionId) {
        return tables.sql(
                        VERSIONS
                                + """
                        join views.policies p on p.id = v.policy_id
                        where v.id = :version and v.policy_id = :policy and p.zone_id = :zone
                        """)
                .param("version", versionId)
                .param("policy", policyId)
                .param("zone", zoneId)
                .query(PolicyVersion.class)
                .optional()
                .map(PolicyVersion::verified);
    }
}
