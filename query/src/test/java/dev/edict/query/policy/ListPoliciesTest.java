package dev.edict.query.policy;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.Cursors;
import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

@Tag("servers")
class ListPoliciesTest {

    private static final String POLICIES = "/v1/zones/z1/policies";

    private final Tables tables = new Tables();
    private final Slice slice = new Slice(new PolicyController(new PolicyReader(tables.database())));

    @Test
    void a_row_has_the_contracts_fields() {
        tables.policy("p1", "z1", START);
        assertThat(slice.get(POLICIES).toString())
                .isEqualTo("{\"items\":[{\"id\":\"p1\",\"zone_id\":\"z1\",\"name\":\"Policy p1\",\"description\":null,"
                        + "\"created_by\":\"admin:a\",\"created_via_operator\":false,"
                        + "\"updated_by\":null,\"updated_via_operator\":false,"
                        + "\"created_at\":\"2026-01-01T00:00:00.123Z\",\"updated_at\":\"2026-01-01T00:00:00.123Z\"}],"
                        + "\"next_cursor\":null}");
    }

    @Test
    void live_policies_of_the_zone_come_newest_first() {
        tables.policy("older", "z1", START);
        tables.policy("newer", "z1", START.plus(1, ChronoUnit.MICROS));
        tables.policy("elsewhere", "z2", START);
        tables.policy("gone", "z1", START);
        tables.archive("policies", "gone");
        assertThat(slice.walk(POLICIES, 200)).containsExactly("newer", "older");
    }

    @Test
    void a_policy_is_found_by_its_exact_name() {
        policies("p", 201, 0);
        tables.policy("wanted", "z1", START.minusSeconds(1));
        tables.policy("elsewhere", "z2", START);
        var found = slice.get(POLICIES + "?name=Policy%20wanted&limit=1");
        assertThat(found.at("/items/0/id").asString()).isEqualTo("wanted");
        assertThat(slice.get(POLICIES + "?name=Policy%20wanted&cursor="
                                + found.get("next_cursor").stringValue())
                        .get("items"))
                .isEmpty();
        assertThat(slice.get(POLICIES + "?name=policy%20wanted").get("items")).isEmpty();
        assertThat(slice.get(POLICIES + "?name=Policy%20elsewhere").get("items"))
                .isEmpty();
        assertThat(slice.refused(POLICIES + "?name=").reason()).isEqualTo(Reason.INVALID_QUERY);
    }

    @Test
    void an_unknown_zone_has_an_empty_list() {
        assertThat(slice.get("/v1/zones/nowhere/policies").toString()).isEqualTo("{\"items\":[],\"next_cursor\":null}");
    }

    @Test
    void the_default_page_has_200_rows() {
        policies("p", 201, 0);
        assertThat(slice.get(POLICIES).get("items")).hasSize(200);
        assertThat(slice.get(POLICIES + "?limit=500").get("items")).hasSize(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 200, 299, 300, 500})
    void policies_of_one_millisecond_are_listed_completely_and_once(int limit) {
        policies("alike", 100, 0);
        policies("apart", 100, 1);
        policies("apart-by-two", 100, 2);
        assertThat(slice.walk(POLICIES, limit)).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void a_full_page_has_a_cursor_even_if_nothing_follows() {
        policies("p", 2, 0);
        assertThat(slice.get(POLICIES + "?limit=3").get("next_cursor").isNull()).isTrue();
        var full = slice.get(POLICIES + "?limit=2").get("next_cursor").stringValue();
        assertThat(slice.get(POLICIES + "?limit=2&cursor=" + full).toString())
                .isEqualTo("{\"items\":[],\"next_cursor\":null}");
    }

    @Test
    void a_cursor_names_the_last_row_with_microseconds() {
        tables.policy("p1", "z1", Instant.parse("2026-01-01T00:00:00Z"));
        var cursor = slice.get(POLICIES + "?limit=1").get("next_cursor").stringValue();
        assertThat(Cursors.decoded(cursor)).isEqualTo("{\"ts\":\"2026-01-01T00:00:00.000000Z\",\"id\":\"p1\"}");
        assertThat(cursor).doesNotContain("=");
    }

    @Test
    void a_cursor_of_the_contract_with_milliseconds_is_read() {
        tables.policy("before", "z1", Instant.parse("2025-12-31T23:59:59.999999Z"));
        tables.policy("01920000-0000-7000-8000-0000000000d3", "z1", Instant.parse("2026-01-01T00:00:00.123Z"));
        tables.policy("01920000-0000-7000-8000-0000000000d4", "z1", Instant.parse("2026-01-01T00:00:00.123Z"));
        var cursor = "eyJ0cyI6IjIwMjYtMDEtMDFUMDA6MDA6MDAuMTIzWiIsImlkIjoiMDE5MjAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAw"
                + "MDAwMGQ0In0";
        assertThat(slice.get(POLICIES + "?cursor=" + cursor)
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("id").stringValue()))
                .containsExactly("01920000-0000-7000-8000-0000000000d3", "before");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ts\":\"0001-01-01T00:00:00Z\",\"id\":\"p1\"}",
                "{\"ts\":\"2026-01-01T01:00:00.123456789+01:00\",\"id\":\"' or 1=1 --\"}",
                "{\"id\":\"\u20ac\",\"ts\":\"2026-01-01T00:00:00Z\",\"more\":1}"
            })
    void accepts_a_well_formed_cursor_of_the_client(String json) {
        policies("p", 3, 0);
        assertThat(slice.get(POLICIES + "?cursor=" + Cursors.of(json))
                        .get("next_cursor")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_cursor_ahead_of_all_rows_leads_to_all() {
        policies("p", 3, 0);
        var cursor = Cursors.of("{\"ts\":\"9999-12-31T23:59:59Z\",\"id\":\"p1\"}");
        assertThat(slice.get(POLICIES + "?cursor=" + cursor).get("items")).hasSize(3);
    }

    @Test
    void rejects_invalid_page_parameters() {
        assertThat(slice.refused(POLICIES + "?limit=0").reason()).isEqualTo(Reason.INVALID_QUERY);
        assertThat(slice.refused(POLICIES + "?cursor=a").reason()).isEqualTo(Reason.INVALID_CURSOR);
    }

    @Test
    void unknown_parameters_are_ignored() {
        assertThat(slice.get(POLICIES + "?surprise=1&limit=500").get("items")).isEmpty();
    }

    @Test
    void head_answers_as_get_does() {
        assertThat(slice.send(HttpMethod.HEAD, POLICIES)).hasStatusOk();
    }

    /** So many policies from {@code START} on, each the given number of microseconds after the one before. */
    private void policies(String name, int count, int apart) {
        tables.change(
                """
                insert into views.policies (id, zone_id, name, created_by, created_at)
                select name || n, 'z1', name || n, 'admin:a', ?::timestamptz + n * ? * interval '1 microsecond'
                from generate_series(1, ?) n, cast(? as text) name
                """,
                Tables.utc(START),
                apart,
                count,
                name);
    }
}
