package dev.edict.fleet.opa.bundle;

import dev.edict.decision.PolicyDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads bundles from the enforcement tables. */
@Component
class ZoneBundleReader implements ZoneBundles {

    /** Together; as many as 256 documents of the longest size. */
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final JdbcClient tables;

    ZoneBundleReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    @Override
    public Map<String, Governance> newest(Set<String> zoneIds) {
        return tables
                .sql(
                        """
                        select z.id as zone_id, coalesce(a.activation_seq, 0) as activation_seq, a.manifest_sha256
                        from views.registered_zones z left join views.zone_activations a on a.zone_id = z.id
                        where z.id = any(:zones)
                        """)
                .param("zones", zoneIds.toArray(String[]::new))
                .query(Governance.class)
                .list()
                .stream()
                .collect(Collectors.toMap(Governance::zoneId, Function.identity()));
    }

    @Override
    public ZoneContents contents(String zoneId) {
        // One statement, because two could read the policies of one version under the number of another.
        var rows = tables.sql(
                        """
                        with document as (
                            select z.id as zone_id, coalesce(a.activation_seq, 0) as activation_seq,
                                a.version_id, a.manifest_sha256, manifest.position,
                                manifest.entry ->> 'policy_version_id' as policy_version_id, p.content, p.content_sha256,
                                coalesce(sum(octet_length(p.content)) over (), 0) as bytes
                            from views.registered_zones z
                                left join views.zone_activations a on a.zone_id = z.id
                                left join views.policy_set_versions v on v.id = a.version_id
                                left join jsonb_array_elements(v.manifest_json) with ordinality
                                    as manifest (entry, position) on true
                                left join views.policy_versions p on p.id = manifest.entry ->> 'policy_version_id'
                            where z.id = :zone
                        )
                        select zone_id, activation_seq, version_id, manifest_sha256, policy_version_id, content,
                            content_sha256
                        from document where bytes <= :most order by position
                        """)
                .param("zone", zoneId)
                .param("most", MOST_BYTES)
                .query(Row.class)
                .list();
        if (rows.isEmpty()) {
            throw new UnusableBundle("zone %s has no texts, or more than 64 MiB of them".formatted(zoneId));
        }
        var first = rows.get(0);
        var governance = new Governance(zoneId, first.activationSeq, first.manifestSha256);
        return new ZoneContents(
                governance,
                first.versionId == null
                        ? List.of()
                        : rows.stream().map(Row::document).toList());
    }

    /** A zone with one of its policies, or with none. */
    private record Row(
            long activationSeq,
            @Nullable String versionId,
            @Nullable String manifestSha256,
            @Nullable String policyVersionId,
            @Nullable String content,
            @Nullable String contentSha256) {

        PolicyDocument document() {
            if (policyVersionId == null || content == null) {
                throw new UnusableBundle("policy version %s is missing".formatted(policyVersionId));
            }
            if (!Hashes.sha256(content.getBytes(StandardCharsets.UTF_8)).equals(contentSha256)) {
                throw new UnusableBundle("the text of policy version %s does not have the SHA-256 %s"
                        .formatted(policyVersionId, contentSha256));
            }
            return new PolicyDocument(policyVersionId, content);
        }
    }
}
