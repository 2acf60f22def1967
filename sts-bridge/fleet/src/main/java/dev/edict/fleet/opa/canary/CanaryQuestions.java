package dev.edict.fleet.opa.canary;

import dev.edict.fleet.opa.bundle.Hashes;
import dev.edict.fleet.opa.canary.ZoneInputs.CanaryInput;
import dev.edict.fleet.opa.status.AgentId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which agents are to be asked about which canaries, and {@code bridge.canary_agent}: which of them can be asked. */
@Component
class CanaryQuestions {

    private final JdbcClient bridge;
    private final JdbcClient tables;

    CanaryQuestions(
            @Qualifier("backgroundPool") DataSource backgroundPool, @Qualifier("queryPool") DataSource queryPool) {
        this.bridge = JdbcClient.create(backgroundPool);
        this.tables = JdbcClient.create(queryPool);
    }

    /** States for all nodes which agents are asked, so that they await the same answers. */
    void ask(Collection<String> ids) {
        bridge.sql(
                        """
                        with gone as (delete from bridge.canary_agent where not id = any (:ids))
                        insert into bridge.canary_agent (id) select unnest(:ids) on conflict do nothing
                        """)
                .param("ids", ids.toArray(String[]::new))
                .update();
    }

    /** States that no agent is asked, unless another process asks. */
    void askNobody(String kind) {
        bridge.sql(
                        """
                        delete from bridge.canary_agent where not exists (
                            select from bridge.asker where kind = :kind and held_until > clock_timestamp())
                        """)
                .param("kind", kind)
                .update();
    }

    /** What agents have loaded and not decided, the oldest first. */
    List<DueRun> due(Collection<String> ids) {
        return bridge.sql(
                        """
                        select p.id, p.incarnation, z.zone_id, z.loaded_seq as activation_seq, d.manifest_sha256
                        from bridge.decision_point p
                        join bridge.decision_point_zone z on z.id = p.id and z.incarnation = p.incarnation
                        join bridge.zone_canaries c on c.zone_id = z.zone_id and c.canaries > 0
                        join bridge.deployment d on d.zone_id = z.zone_id and d.activation_seq = z.loaded_seq
                            and d.canaries > 0
                        where p.id = any (:ids) and p.kind = :kind and p.ended_at is null and z.state = 'loaded'
                            and not exists (select from bridge.decision_point newer
                                where newer.id = p.id and newer.incarnation > p.incarnation)
                            and not exists (select from bridge.canary_run r
                                where r.zone_id = z.zone_id and r.activation_seq = z.loaded_seq
                                    and r.id = p.id and r.incarnation = p.incarnation)
                        order by d.committed_at, p.id
                        """)
                .param("ids", ids.toArray(String[]::new))
                .param("kind", AgentId.KIND)
                .query(DueRun.class)
                .list();
    }

    /** The canaries of a zone; empty without any, or if a text is not the one that was defined. */
    Optional<ZoneInputs> inputs(String zoneId) {
        // One statement, because two could read the canaries of one version under the number of another.
        var rows = tables.sql(
                        """
                        select v.canaries_version, c.name, c.input, c.input_sha256
                        from views.registered_zones z
                            join views.zone_canaries v on v.zone_id = z.id
                            join views.canaries c on c.zone_id = z.id
                        where z.id = :zone and z.archived_at is null
                        order by c.name
                        """)
                .param("zone", zoneId)
                .query(Row.class)
                .list();
        return rows.isEmpty() || rows.stream().anyMatch(Row::isCorrupted)
                ? Optional.empty()
                : Optional.of(new ZoneInputs(
                        rows.get(0).canariesVersion(),
                        rows.stream()
                                .map(row -> new CanaryInput(row.name(), row.input()))
                                .toList()));
    }

    private record Row(long canariesVersion, String name, String input, String inputSha256) {

        boolean isCorrupted() {
            return !Hashes.sha256(input.getBytes(StandardCharsets.UTF_8)).equals(inputSha256);
        }
    }
}
