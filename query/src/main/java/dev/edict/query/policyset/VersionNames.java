package dev.edict.query.policyset;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the names of sealed versions, also those of archived policy sets. */
@Component
public class VersionNames {

    private static final int MOST = 500;

    private final JdbcClient tables;

    VersionNames(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /**
     * How people name a sealed version.
     *
     * @param version its number in its set
     */
    public record VersionName(String id, String policySetId, String policySetName, int version) {}

    /** The names of these versions by id; versions of other zones are left out. */
    public Map<String, VersionName> of(String zoneId, Collection<String> versionIds) {
        return byId(tables.sql(
                        """
                        select v.id, s.id as policy_set_id, s.name as policy_set_name, v.version
                        from views.policy_set_versions v join views.policy_sets s on s.id = v.policy_set_id
                        where v.id = any(:versions) and s.zone_id = :zone
                        """)
                .param("zone", zoneId)
                .param("versions", versionIds.toArray(String[]::new))
                .query(VersionName.class)
                .list());
    }

    private static Map<String, VersionName> byId(List<VersionName> found) {
        return found.stream().collect(Collectors.toMap(VersionName::id, Function.identity()));
    }

    /** The versions that were sealed last in a zone, newest first; at most 500. */
    public List<VersionName> newest(String zoneId) {
        return tables.sql(
                        """
                        select v.id, s.id as policy_set_id, s.name as policy_set_name, v.version
                        from views.policy_set_versions v join views.policy_sets s on s.id = v.policy_set_id
                        where s.zone_id = :zone
                        order by v.created_at desc, v.id desc limit :most
                        """)
                .param("zone", zoneId)
                .param("most", MOST)
                .query(VersionName.class)
                .list();
    }
}
