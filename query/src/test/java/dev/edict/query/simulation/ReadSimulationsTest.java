package dev.edict.query.simulation;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.ContentCorrupted;
import dev.edict.query.QueryRejection;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

@Tag("servers")
class ReadSimulationsTest {

    private static final String LIST = "/v1/zones/z1/policy-sets/s1/versions/v1/simulations";
    private static final String ONE = "/v1/zones/z1/simulations/";

    private final Tables tables = new Tables();
    private final Slice http = new Slice(new SimulationController(new SimulationReader(tables.database())));

    @BeforeEach
    void a_sealed_version() {
        tables.zone("z1", START);
        tables.change("insert into views.policy_sets (id, zone_id, name, created_by) values ('s1', 'z1', 's', 'a')");
        tables.change(
                "insert into views.policy_set_versions (id, policy_set_id, version, manifest_json, manifest_sha256,"
                        + " schema_version, created_by) values ('v1', 's1', 1, '[]', 'm', '2026-05-20', 'a')");
    }

    @Test
    void a_simulation_has_what_it_ran_and_what_came_out() {
        simulation("sim1", "z1", "v1", 7L, "{}", 0);
        assertThat(http.get(LIST).at("/items/0"))
                .hasToString(
                        """
                        {"id":"sim1","policy_set_id":"s1","version_id":"v1","manifest_sha256":"m","engine":"opa",\
                        "verdict":"fail","passed":3,"failed":1,"not_executed":2,\
                        "suites":[{"name":"tellers","version":3,"sha256":"sha"}],"suites_version":7,\
                        "catalogue_version":4,"contract":"c",\
                        "report_sha256":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",\
                        "created_at":"2026-01-01T00:00:00.123Z","created_by":"admin:a"}""");
        simulation("sim2", "z1", "v1", null, "{}", 1);
        assertThat(http.get(LIST).at("/items/0/suites_version").isNull()).isTrue();
    }

    @Test
    void a_list_is_walked_from_the_newest_also_where_many_have_the_same_time() {
        for (int n = 0; n < 7; n++) {
            simulation("same" + n, "z1", "v1", null, "{}", 5);
        }
        simulation("newest", "z1", "v1", null, "{}", 9);
        simulation("oldest", "z1", "v1", null, "{}", 1);
        simulation("of-another", "z1", "v2", null, "{}", 9);
        simulation("elsewhere", "z2", "v1", null, "{}", 9);
        assertThat(http.walk(LIST, 3))
                .hasSize(9)
                .startsWith("newest", "same6", "same5")
                .endsWith("same0", "oldest")
                .containsAll(IntStream.range(0, 7).mapToObj(n -> "same" + n).toList());
    }

    @Test
    void a_version_that_was_never_simulated_has_an_empty_list_and_an_unknown_one_has_none() {
        assertThat(http.get(LIST).get("items")).isEmpty();
        for (var path :
                new String[] {LIST.replace("v1/sim", "v9/sim"), LIST.replace("z1", "z9"), LIST.replace("s1", "s9")}) {
            assertThat(http.refused(path).reason()).isEqualTo(QueryRejection.Reason.POLICY_SET_VERSION_NOT_FOUND);
        }
    }

    @Test
    void a_simulation_is_read_with_its_report_or_that_it_was_pruned() {
        simulation("sim1", "z1", "v1", 7L, "{\"asked\":{\"suites\":[\"*\"]}}", 0);
        var kept = http.get(ONE + "sim1");
        assertThat(kept.at("/simulation/verdict").asString()).isEqualTo("fail");
        assertThat(kept.get("report_state").asString()).isEqualTo("kept");
        assertThat(kept.at("/report/asked/suites/0").asString()).isEqualTo("*");
        tables.change("delete from command.simulation_report");
        var pruned = http.get(ONE + "sim1");
        assertThat(pruned.get("simulation")).isEqualTo(kept.get("simulation"));
        assertThat(pruned.get("report_state").asString()).isEqualTo("pruned");
        assertThat(pruned.get("report").isNull()).isTrue();
    }

    @Test
    void a_report_that_is_not_the_recorded_one_is_never_served() {
        simulation("sim1", "z1", "v1", 7L, "{}", 0);
        tables.change("update command.simulation_report set report = '{ }'");
        assertThat(http.send(HttpMethod.GET, ONE + "sim1").getUnresolvedException())
                .hasCauseInstanceOf(ContentCorrupted.class)
                .hasMessageContaining("simulation sim1");
    }

    @Test
    void a_simulation_of_another_zone_is_not_found() {
        simulation("sim1", "z2", "v1", 7L, "{}", 0);
        assertThat(http.refused(ONE + "sim1").reason()).isEqualTo(QueryRejection.Reason.SIMULATION_NOT_FOUND);
    }

    private void simulation(
            String id, String zoneId, String versionId, @Nullable Long suitesVersion, String report, int second) {
        tables.change(
                """
                insert into command.simulation (simulation_id, zone_id, policy_set_id, version_id, manifest_sha256, engine,
                    passed, failed, not_executed, verdict, report_sha256, suites, suites_version, catalogue_version,
                    contract, simulated_by, created_at)
                values (?, ?, 's1', ?, 'm', 'opa', 3, 1, 2, 'fail', encode(sha256(convert_to(?, 'UTF8')), 'hex'),
                    '[{"name":"tellers","version":3,"sha256":"sha"}]', ?::bigint, 4, 'c', 'admin:a',
                    '2026-01-01T00:00:00.123456Z'::timestamptz + make_interval(secs => ?))
                """,
                id,
                zoneId,
                versionId,
                report,
                suitesVersion,
                second);
        tables.change("insert into command.simulation_report values (?, ?, now())", id, report);
    }
}
