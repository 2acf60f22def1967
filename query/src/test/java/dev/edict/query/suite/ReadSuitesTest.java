package dev.edict.query.suite;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.ContentCorrupted;
import dev.edict.query.QueryRejection;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

@Tag("servers")
class ReadSuitesTest {

    private static final String LIST = "/v1/zones/z1/suites";
    private static final String CASES =
            "[{\"name\":\"a\",\"input\":{\"b\":1.5},\"expect\":\"deny\",\"expect_reason\":\"r\"}]";
    private static final String OTHER =
            "[{\"name\":\"a\",\"input\":{},\"expect\":\"allow\",\"expect_diagnostics\":[{\"c\":[1]}]}]";

    private final Tables tables = new Tables();
    private final Slice http = new Slice(new SuiteController(new SuiteReader(tables.database())));

    @BeforeEach
    void zones() {
        tables.zone("z1", START);
        tables.zone("z2", START);
    }

    @Test
    void a_zone_that_never_had_one_has_an_empty_list() {
        assertThat(http.get(LIST)).hasToString("{\"zone_id\":\"z1\",\"suites_version\":0,\"items\":[]}");
        assertThat(http.send(HttpMethod.GET, LIST)).hasHeader("ETag", "\"s0\"");
    }

    @Test
    void a_list_has_the_suites_in_force_by_name_without_their_cases() {
        tables.suite("z1", "reads", 1, OTHER, false);
        tables.suite("z1", "reads", 2, CASES, true);
        tables.suite("z1", "Pays", 1, CASES, true);
        tables.suite("z1", "removed", 1, CASES, false);
        tables.suite("z2", "another", 1, CASES, true);
        var list = http.get(LIST);
        assertThat(list.get("suites_version").asLong()).isEqualTo(7);
        assertThat(list.get("items")).hasSize(2);
        assertThat(list.at("/items/0/name").asString()).isEqualTo("Pays");
        assertThat(list.at("/items/1").toString())
                .startsWith(
                        "{\"name\":\"reads\",\"version\":2,\"description\":\"about reads\",\"case_count\":1,\"sha256\":\"")
                .endsWith("\",\"defined_at\":\"2026-01-01T00:00:00.123Z\",\"defined_by\":\"admin:a\"}");
    }

    @Test
    void a_suite_is_read_by_its_name_with_the_cases_as_they_are_hashed() {
        tables.suite("z1", "reads", 1, OTHER, false);
        tables.suite("z1", "reads", 2, CASES, true);
        assertThat(http.get(LIST + "/reads").toString())
                .contains("\"version\":2,\"in_force\":true", "\"cases\":" + CASES);
        assertThat(http.send(HttpMethod.GET, LIST + "/reads")).hasHeader("ETag", "\"s7\"");
        assertThat(http.refused(LIST + "/unknown").reason()).isEqualTo(QueryRejection.Reason.SUITE_NOT_FOUND);
    }

    @Test
    void an_older_version_is_read_by_its_number_also_of_a_removed_suite() {
        tables.suite("z1", "reads", 1, OTHER, false);
        tables.suite("z1", "reads", 2, CASES, false);
        assertThat(http.get(LIST + "/reads?version=1").toString())
                .contains("\"version\":1,\"in_force\":false", "\"cases\":" + OTHER);
        assertThat(http.refused(LIST + "/reads").reason()).isEqualTo(QueryRejection.Reason.SUITE_NOT_FOUND);
        assertThat(http.refused(LIST + "/reads?version=3")).hasMessage("the zone has no suite reads in version 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "01", "1.0", "x", "1234567890123456789"})
    void a_version_that_is_none_is_refused(String version) {
        assertThat(http.refused(LIST + "/reads?version=" + version).reason())
                .isEqualTo(QueryRejection.Reason.INVALID_QUERY);
    }

    @Test
    void a_client_that_has_the_newest_suites_does_not_get_them_again() {
        tables.suite("z1", "reads", 1, CASES, true);
        for (var path : new String[] {LIST, LIST + "/reads"}) {
            assertThat(http.sendWith(path, "If-None-Match", "\"s7\"")).hasStatus(HttpStatus.NOT_MODIFIED);
            assertThat(http.sendWith(path, "If-None-Match", "\"s6\"")).hasStatusOk();
        }
    }

    @Test
    void cases_that_are_not_the_defined_ones_are_never_served() {
        tables.suite("z1", "reads", 1, CASES, true);
        tables.change("update views.suite_versions set content = '[]'");
        assertThat(http.send(HttpMethod.GET, LIST + "/reads").getUnresolvedException())
                .hasCauseInstanceOf(ContentCorrupted.class)
                .hasMessageContaining("suite reads");
    }

    @Test
    void an_unknown_or_archived_zone_has_no_suites() {
        tables.suite("z2", "reads", 1, CASES, true);
        tables.archive("registered_zones", "z2");
        for (var zone : new String[] {"z2", "z9"}) {
            var path = "/v1/zones/%s/suites".formatted(zone);
            assertThat(http.refused(path).reason()).isEqualTo(QueryRejection.Reason.ZONE_NOT_FOUND);
            assertThat(http.refused(path + "/reads").reason()).isEqualTo(QueryRejection.Reason.ZONE_NOT_FOUND);
        }
    }
}
