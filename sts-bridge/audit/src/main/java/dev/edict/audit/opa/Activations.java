package dev.edict.audit.opa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells which version an activation put in force. */
@Component
class Activations {

    private final JdbcClient bridge;

    Activations(@Qualifier("auditPool") DataSource auditPool) {
        this.bridge = JdbcClient.create(auditPool);
    }

    /** A revision of a zone. */
    record Key(String zoneId, Revision revision) {}

    private record Row(
            String zoneId, long activationSeq, @Nullable String versionId, @Nullable String manifestSha256) {}

    /** The versions of those that this log has, with the same manifest. */
    Map<Key, String> versions(Collection<Key> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        var zones = new ArrayList<String>();
        var numbers = new ArrayList<Long>();
        keys.stream().distinct().forEach(key -> {
            zones.add(key.zoneId());
            numbers.add(key.revision().activationSeq());
        });
        var versions = new HashMap<Key, String>();
        for (var row : rows(zones, numbers)) {
            if (row.versionId() != null) {
                versions.put(
                        new Key(row.zoneId(), new Revision(row.activationSeq(), row.manifestSha256())),
                        row.versionId());
            }
        }
        return versions;
    }

    private List<Row> rows(List<String> zones, List<Long> numbers) {
        return bridge.sql(
                        """
                        select d.zone_id, d.activation_seq, d.version_id, d.manifest_sha256
                        from unnest(:zones::text[], :numbers::bigint[]) as asked (zone_id, activation_seq)
                            join bridge.deployment d using (zone_id, activation_seq)
                        """)
                .param("zones", zones.toArray(String[]::new))
                .param("numbers", numbers.toArray(Long[]::new))
                .query(Row.class)
                .list();
    }
}
