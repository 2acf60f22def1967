package dev.edict.query.bundle;

import dev.edict.query.ContentCorrupted;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the bundles of zones, also of archived ones: they are governed by nothing, and decision points must learn that. */
@Component
public class BundleReader {

    private final JdbcClient tables;

    public BundleReader(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /** The tag of the zone's newest bundle, without reading its policies; empty for an unknown zone. */
    Optional<String> tag(String zoneId) {
        return tables.sql(
                        """
                        select coalesce(a.activation_seq, 0) as activation_seq, a.manifest_sha256
                        from views.registered_zones z left join views.zone_activations a on a.zone_id = z.id
                        where z.id = :zone
                        """)
                .param("zone", zoneId)
                .query((row, n) -> tag(row.getLong("activation_seq"), row.getString("manifest_sha256")))
                .optional();
    }

    /** Names the content too, because a log that is restored from a backup gives numbers out again. */
    static String tag(long activationSeq, @Nullable String manifestSha256) {
        return "\"b%d-%s\"".formatted(activationSeq, manifestSha256 == null ? "none" : manifestSha256);
    }

    /**
     * The newest bundle of a zone as of one instant; empty for an unknown zone.
     *
     * @throws ContentCorrupted if a policy text is not the one that was sealed
     */
    Optional<Bundle> find(String zoneId) {
        return find(zoneId, Long.MAX_VALUE);
    }

    /**
     * The newest bundle of a zone, if its policy texts together are short enough; empty otherwise, and for an unknown
     * zone.
     *
     * @param mostBytes of UTF-8
     * @throws ContentCorrupted if a policy text is not the one that was sealed
     */
    public Optional<Bundle> find(String zoneId, long mostBytes) {
        // One statement, because two could read the policies of one version under the number of another.
        var rows = tables.sql(
                        """
                        with document as (
                            select z.id as zone_id, coalesce(a.activation_seq, 0) as activation_seq, a.policy_set_id,
                                a.version_id, a.manifest_sha256, a.since,
                                p.id as policy_version_id, p.content, p.content_sha256, manifest.position,
                                coalesce(sum(octet_length(p.content)) over (), 0) as bytes
                            from views.registered_zones z
                                left join views.zone_activations a on a.zone_id = z.id
                                left join views.policy_set_versions v on v.id = a.version_id
                                left join jsonb_array_elements(v.manifest_json) with ordinality
                                    as manifest (entry, position) on true
                                left join views.policy_versions p on p.id = manifest.entry ->> 'policy_version_id'
                            where z.id = :zone
                        )
                        select zone_id, activation_seq, policy_set_id, version_id, manifest_sha256, since,
                            policy_version_id, content, content_sha256
                        from document where bytes <= :most order by position
                        """)
                .param("zone", zoneId)
                .param("most", mostBytes)
                .query(Row.class)
                .list();
        return rows.isEmpty() ? Optional.empty() : Optional.of(bundle(rows));
    }

    private static Bundle bundle(List<Row> rows) {
        var first = rows.get(0);
        return new Bundle(
                first.zoneId,
                first.activationSeq,
                first.policySetId,
                first.versionId,
                first.manifestSha256,
                first.since == null ? null : first.since.toInstant(),
                rows.stream().flatMap(Row::document).toList());
    }

    /** A zone with one of its policies, or with none. */
    private record Row(
            String zoneId,
            long activationSeq,
            @Nullable String policySetId,
            @Nullable String versionId,
            @Nullable String manifestSha256,
            // The driver reads no Instant, and says so by an exception in each row.
            @Nullable OffsetDateTime since,
            @Nullable String policyVersionId,
            @Nullable String content,
            @Nullable String contentSha256) {

        Stream<Bundle.Document> document() {
            if (policyVersionId == null || content == null || contentSha256 == null) {
                return Stream.empty();
            }
            ContentCorrupted.check(policyVersionId, contentSha256, content);
            return Stream.of(new Bundle.Document(policyVersionId, content, contentSha256));
        }
    }
}
