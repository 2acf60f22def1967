package dev.edict.command.zone;

import static dev.edict.command.zone.ZoneFixture.activated;
import static dev.edict.command.zone.ZoneFixture.deactivated;
import static dev.edict.command.zone.ZoneFixture.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import dev.edict.command.api.zone.GovernanceChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The periods in which policy versions governed are those that a walk over all changes of governance finds. */
@Tag("servers")
class KeepPolicyPeriodsTest {

    private static final Map<String, List<String>> MANIFESTS = Map.of(
            "v1", List.of("a1"),
            "v2", List.of("a1", "b1"),
            "v3", List.of("a2", "b1"),
            "v4", List.of("b1", "c1", "a1"),
            "v5", List.of("c1"));

    @Test
    void a_version_governs_from_the_change_that_brings_it_to_the_one_that_leaves_it_out() {
        var changes = List.of(
                activated("v1", 1, null, null),
                activated("v2", 2, 1L, "v1"),
                activated("v3", 3, 2L, "v2"),
                rolledBack("v3", "v2", 4, 2, 3),
                deactivated("v2", 5, 4));
        assertThat(kept(changes)).containsExactly("a1 1-3", "a1 4-5", "a2 3-4", "b1 2-5");
    }

    @Test
    void the_periods_of_a_random_history_are_those_of_a_walk_when_kept_and_when_migrated() {
        var changes = randomHistory();
        var walked = walk(changes);
        assertThat(walked).hasSizeGreaterThan(50);
        assertThat(kept(changes)).isEqualTo(walked);
        assertThat(migrated(changes)).isEqualTo(walked);
    }

    private static List<GovernanceChanged> randomHistory() {
        var random = new Random(11);
        var changes = new ArrayList<GovernanceChanged>();
        String governing = null;
        for (int seq = 1; seq <= 200; seq++) {
            var version = "v" + (1 + random.nextInt(MANIFESTS.size()));
            if (governing != null && random.nextInt(5) == 0) {
                changes.add(deactivated(governing, seq, seq - 1));
                governing = null;
            } else if (governing != null && random.nextBoolean()) {
                changes.add(rolledBack(governing, version, seq, 1, seq - 1));
                governing = version;
            } else {
                changes.add(activated(version, seq, seq == 1 ? null : seq - 1L, governing));
                governing = version;
            }
        }
        return changes;
    }

    private static List<String> walk(List<? extends GovernanceChanged> changes) {
        var found = new ArrayList<String>();
        for (var version : List.of("a1", "a2", "b1", "c1")) {
            long from = 0;
            for (var change : changes) {
                var governs = manifest(change.governingVersionId()).contains(version);
                if (governs && from == 0) {
                    from = change.activationSeq();
                } else if (!governs && from > 0) {
                    found.add("%s %d-%d".formatted(version, from, change.activationSeq()));
                    from = 0;
                }
            }
            if (from > 0) {
                found.add("%s %d-now".formatted(version, from));
            }
        }
        return found;
    }

    private static Set<String> manifest(@Nullable String versionId) {
        return versionId == null ? Set.of() : new TreeSet<>(MANIFESTS.getOrDefault(versionId, List.of()));
    }

    private static List<String> kept(List<? extends GovernanceChanged> changes) {
        try (var writeSide = new WriteSide()) {
            seal(writeSide.sql());
            var periods = new PolicyPeriods(writeSide.database());
            changes.forEach(periods::on);
            return periods(writeSide.sql());
        }
    }

    private static List<String> migrated(List<GovernanceChanged> changes) {
        var database = WriteSide.newDatabase();
        migrate(database, "events", "latest");
        migrate(database, "command", "22");
        var sql = JdbcClient.create(database);
        seal(sql);
        changes.forEach(change -> append(sql, change));
        migrate(database, "command", "latest");
        return periods(sql);
    }

    private static void seal(JdbcClient sql) {
        sql.sql(
                        """
                        insert into command.policy (policy_id, zone_id, name, name_key, created_at)
                        values ('p', 'z1', 'p', 'p', now());
                        insert into command.policy_version (version_id, policy_id, zone_id, version, content_sha256,
                            schema_version, created_at)
                        select id, 'p', 'z1', n, 'sha', '2026-05-20', now()
                        from unnest('{a1,a2,b1,c1}'::text[]) with ordinality as version (id, n);
                        insert into command.policy_set (policy_set_id, zone_id, name, name_key, created_at)
                        values ('s1', 'z1', 's', 's', now())
                        """)
                .update();
        MANIFESTS.forEach((id, entries) -> sql.sql(
                        """
                        with sealed as (
                            insert into command.sealed_version (version_id, policy_set_id, zone_id, version, manifest_sha256,
                                schema_version, created_at)
                            values (:id, 's1', 'z1', right(:id, 1)::int, 'sha', '2026-05-20', now()))
                        insert into command.manifest_entry (version_id, position, policy_version_id)
                        select :id, n, entry from unnest(:entries::text[]) with ordinality as manifest (entry, n)
                        """)
                .param("id", id)
                .param("entries", entries.toArray(String[]::new))
                .update());
    }

    private static void append(JdbcClient sql, GovernanceChanged change) {
        sql.sql(
                        """
                        insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number,
                            event_type, revision, payload, metadata, occurred_at)
                        values (:seq::text, 'Zone', 'z1', :seq, :type, '1', json_build_object('zoneId', 'z1',
                            'activationSeq', :seq, 'versionId', :version::text)::text, '{}', '2026-01-01T00:00:00.000000Z')
                        """)
                .param("seq", change.activationSeq())
                .param("type", change.governingVersionId() == null ? "zone.deactivated" : "zone.version_activated")
                .param("version", change.governingVersionId())
                .update();
    }

    private static List<String> periods(JdbcClient sql) {
        return sql.sql(
                        """
                        select concat(policy_version_id, ' ', from_seq, '-', coalesce(until_seq::text, 'now'))
                        from command.policy_period order by policy_version_id, from_seq
                        """)
                .query(String.class)
                .list();
    }

    private static void migrate(DataSource database, String schema, String target) {
        Flyway.configure()
                .dataSource(database)
                .schemas(schema)
                .defaultSchema(schema)
                .locations("classpath:db/" + schema)
                .target(target)
                .load()
                .migrate();
    }
}
