package dev.edict.query.policyset;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

@Tag("servers")
class ReadPolicySetsTest {

    private static final String SETS = "/v1/zones/z1/policy-sets";
    private static final String SET = "{\"id\":\"s1\",\"zone_id\":\"z1\",\"name\":\"Set s1\",\"description\":null,"
            + "\"created_by\":\"admin:a\",\"created_via_operator\":false,\"updated_by\":null,"
            + "\"updated_via_operator\":false,\"created_at\":\"2026-01-01T00:00:00.123Z\","
            + "\"updated_at\":\"2026-01-01T00:00:00.123Z\",\"active_version_id\":%s}";

    private final Tables tables = new Tables();
    private final Slice slice = new Slice(new PolicySetController(new PolicySetReader(tables.database())));

    @BeforeEach
    void a_set_with_two_versions_and_an_archived_one() {
        tables.policySet("s1", "z1", START);
        tables.sealed("v1", "s1", 1, START, "pv-b", "pv-a", "pv-c");
        tables.sealed("v2", "s1", 2, START.plus(1, ChronoUnit.MICROS), "pv-a");
        tables.policySet("gone", "z1", START);
        tables.sealed("old", "gone", 1, START, "pv-a");
        tables.archive("policy_sets", "gone");
    }

    @Test
    void an_inactive_set_has_no_active_version() {
        assertThat(slice.get(SETS).toString())
                .isEqualTo("{\"items\":[" + SET.formatted("null") + "],\"next_cursor\":null}");
        assertThat(slice.get(SETS + "/s1").toString()).isEqualTo(SET.formatted("null"));
    }

    @Test
    void a_live_set_is_found_by_its_exact_name() {
        tables.policySet("s2", "z1", START);
        assertThat(slice.get(SETS + "?name=Set%20s1").toString())
                .isEqualTo("{\"items\":[" + SET.formatted("null") + "],\"next_cursor\":null}");
        assertThat(slice.get(SETS + "?name=Set%20gone").get("items")).isEmpty();
    }

    @Test
    void the_governing_set_names_its_version() {
        tables.bind("s1", "v2");
        assertThat(slice.get(SETS).get("items").get(0).toString()).isEqualTo(SET.formatted("\"v2\""));
        assertThat(slice.get(SETS + "/s1").toString()).isEqualTo(SET.formatted("\"v2\""));
    }

    @Test
    void the_tag_contains_the_latest_version_and_the_activation() {
        assertThat(tag(SETS + "/s1")).isEqualTo("\"s2\"");
        tables.governance("z1", 7, "s1", "v1", null);
        assertThat(tag(SETS + "/s1")).isEqualTo("\"s2-a7\"");
    }

    @Test
    void a_set_of_another_zone_tells_nothing_of_its_versions() {
        assertThat(new PolicySetReader(tables.database()).tag("z2", "s1")).isEmpty();
    }

    private @Nullable String tag(String path) {
        return slice.send(HttpMethod.GET, path).getResponse().getHeader("etag");
    }

    @Test
    void sets_of_one_millisecond_are_listed_completely_and_once() {
        IntStream.range(0, 60).forEach(n -> tables.policySet("set-" + n, "z1", START.plus(n % 20, ChronoUnit.MICROS)));
        tables.policySet("elsewhere", "z2", START);
        assertThat(slice.walk(SETS, 7)).hasSize(61).doesNotHaveDuplicates().doesNotContain("elsewhere", "gone");
    }

    @Test
    void versions_are_listed_newest_first() {
        assertThat(slice.get(SETS + "/s1/versions?limit=1").get("items").get(0).toString())
                .isEqualTo("{\"id\":\"v2\",\"policy_set_id\":\"s1\",\"version\":2,\"manifest_sha256\":\"sha of v2\","
                        + "\"schema_version\":\"2026-05-20\",\"created_by\":\"admin:a\","
                        + "\"created_via_operator\":false,\"created_at\":\"2026-01-01T00:00:00.123Z\"}");
        assertThat(slice.walk(SETS + "/s1/versions", 1)).containsExactly("v2", "v1");
    }

    @Test
    void a_version_is_read_with_its_manifest_in_order() {
        tables.policy("p1", "z1", START);
        tables.policyVersion("pv-a", "p1", 1, START);
        tables.policyVersion("pv-b", "p1", 2, START);
        assertThat(slice.get(SETS + "/s1/versions/v1").toString())
                .isEqualTo("{\"id\":\"v1\",\"policy_set_id\":\"s1\",\"version\":1,\"manifest_sha256\":\"sha of v1\","
                        + "\"schema_version\":\"2026-05-20\",\"created_by\":\"admin:a\","
                        + "\"created_via_operator\":false,\"created_at\":\"2026-01-01T00:00:00.123Z\","
                        + "\"manifest_json\":[{\"policy_version_id\":\"pv-b\"},{\"policy_version_id\":\"pv-a\"},"
                        + "{\"policy_version_id\":\"pv-c\"}],\"policies\":[\"pv-b\",\"pv-a\",\"pv-c\"],"
                        + "\"contents\":["
                        + sealedPolicy("pv-b", 2, "21ed57cd3021215e4f63a681092f1eb9341b6fc67fd96421e0c2b36d2687eea5")
                        + ","
                        + sealedPolicy("pv-a", 1, "9699cff07bed9c1482f05fc1c585b6d1aa285b7e67c04e6a63e61bb74a6119e1")
                        + "]}");
    }

    private static String sealedPolicy(String id, int version, String sha256) {
        return "{\"policy_id\":\"p1\",\"policy_name\":\"Policy p1\",\"policy_version_id\":\"%s\",\"version\":%d,"
                        .formatted(id, version)
                + "\"content_sha256\":\"%s\"}".formatted(sha256);
    }

    @Test
    void a_version_of_an_archived_set_is_still_read() {
        assertThat(slice.get(SETS + "/gone/versions/old").get("policies").toString())
                .isEqualTo("[\"pv-a\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/zones/z1/policy-sets/nowhere",
                "/v1/zones/z1/policy-sets/gone",
                "/v1/zones/z2/policy-sets/s1",
                "/v1/zones/z1/policy-sets/nowhere/versions",
                "/v1/zones/z1/policy-sets/gone/versions",
                "/v1/zones/z2/policy-sets/s1/versions"
            })
    void an_unknown_archived_or_foreign_set_is_not_found(String path) {
        assertThat(slice.refused(path).reason()).isEqualTo(Reason.POLICY_SET_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/zones/z1/policy-sets/s1/versions/nowhere",
                "/v1/zones/z1/policy-sets/nowhere/versions/v1",
                "/v1/zones/z1/policy-sets/gone/versions/v1",
                "/v1/zones/z2/policy-sets/s1/versions/v1"
            })
    void an_unknown_or_foreign_version_is_not_found(String path) {
        assertThat(slice.refused(path).reason()).isEqualTo(Reason.POLICY_SET_VERSION_NOT_FOUND);
    }

    @Test
    void a_bad_query_is_refused_before_the_set_is_looked_up() {
        assertThat(slice.refused(SETS + "/nowhere/versions?limit=0").reason()).isEqualTo(Reason.INVALID_QUERY);
        assertThat(slice.refused(SETS + "/nowhere/versions?cursor=a").reason()).isEqualTo(Reason.INVALID_CURSOR);
        assertThat(slice.refused(SETS + "?limit=501").reason()).isEqualTo(Reason.INVALID_QUERY);
    }
}
