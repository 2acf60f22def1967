package dev.edict.query.audit;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.Cursors;
import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

@Tag("servers")
class ReadAuditTest {

    private static final String AUDIT = "/v1/zones/z1/audit";

    private static final List<String> NEWEST_FIRST =
            IntStream.range(0, 300).mapToObj(i -> "e%03d".formatted(299 - i)).toList();

    private final AuditTables audit = new AuditTables();
    private final Slice slice = new Slice(new AuditController(new AuditReader(audit.database())));

    @Test
    void a_decision_is_shown_with_all_its_columns_but_the_chain() {
        audit.event(
                "e1",
                "decision = 'deny', policy_set_id = 's1', policy_set_version_id = 'v1', manifest_sha = 'sha'",
                "evaluation_status = 'complete', determining_policies_json = '[{\"policy\":\"caracal-app-mint\"}]'",
                "diagnostics_json = '[{\"reason\":\"role_scope_mismatch\"}]', chain_hmac = 'hmac', chain_seq = 7",
                "reason = 'role_scope_mismatch', decision_point = 'dp1', source = 'opa'",
                "metadata_json = '{\"ratio\":0.10,\"session_id\":\"ar1\",\"resource\":\"resource://ledger\"}'");
        assertThat(slice.get(AUDIT).toString())
                .isEqualTo("{\"items\":[{\"id\":\"e1\",\"zone_id\":\"z1\",\"event_type\":\"token_exchange\","
                        + "\"request_id\":\"r1\",\"decision\":\"deny\",\"policy_set_id\":\"s1\","
                        + "\"policy_set_version_id\":\"v1\",\"manifest_sha\":\"sha\","
                        + "\"evaluation_status\":\"complete\","
                        + "\"determining_policies_json\":[{\"policy\":\"caracal-app-mint\"}],"
                        + "\"diagnostics_json\":[{\"reason\":\"role_scope_mismatch\"}],"
                        + "\"metadata_json\":{\"ratio\":0.1,\"resource\":\"resource://ledger\","
                        + "\"session_id\":\"[redacted]\"},"
                        + "\"occurred_at\":\"2026-01-01T00:00:00.123Z\","
                        + "\"ingested_at\":\"2026-01-02T00:00:00.987Z\",\"seq\":1,\"reason\":\"role_scope_mismatch\","
                        + "\"decision_point\":\"dp1\",\"source\":\"opa\"}],\"next_cursor\":null}");
    }

    @Test
    void a_number_keeps_every_digit() throws UnsupportedEncodingException {
        audit.event("e1", "metadata_json = '{\"id\":9007199254740993,\"ratio\":0.12345678901234567890123}'");
        assertThat(slice.send(HttpMethod.GET, AUDIT).getResponse().getContentAsString())
                .contains("{\"id\":9007199254740993,\"ratio\":0.12345678901234567890123}");
        audit.event("e2", "metadata_json = ('{\"n\":' || repeat('9', 131072) || '}')::jsonb");
        assertThat(slice.send(HttpMethod.GET, AUDIT).getResponse().getContentAsString())
                .contains("{\"n\":" + "9".repeat(131_072) + "}");
    }

    @Test
    void one_odd_row_leaves_the_others_readable() {
        audit.event("e1");
        var deep = "(repeat('[', 501) || repeat(']', 501))::jsonb";
        audit.event("e2", "metadata_json = jsonb_build_object('a', %s)".formatted(deep), "diagnostics_json = " + deep);
        audit.event("e3", "metadata_json = '[1]', diagnostics_json = '{\"token\":\"t\"}'");
        var items = slice.get(AUDIT).get("items");
        assertThat(items.findValuesAsString("id")).containsExactly("e3", "e2", "e1");
        assertThat(items.get(1).get("metadata_json").toString()).isEqualTo("{\"recorded\":\"[nested too deep]\"}");
        assertThat(items.get(1).get("diagnostics_json").toString()).isEqualTo("[\"[nested too deep]\"]");
        assertThat(items.get(0).get("metadata_json").toString()).isEqualTo("{\"recorded\":[1]}");
        assertThat(items.get(0).get("diagnostics_json").toString()).isEqualTo("[{\"token\":\"[redacted]\"}]");
    }

    @Test
    void redacts_json_in_a_decision() {
        var secret = "'[{\"policy\":\"p1\",\"assertion\":\"s3cret\"}]'";
        audit.event("e1", "decision = 'deny', determining_policies_json = " + secret, "diagnostics_json = " + secret);
        for (var question : List.of(AUDIT, AUDIT + "/by-request/r1", AUDIT + "/by-request/r1/explain")) {
            assertThat(slice.get(question).toString())
                    .contains("{\"policy\":\"p1\",\"assertion\":\"[redacted]\"}")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void shows_unreported_values_as_null() {
        audit.event("e1");
        assertThat(slice.get(AUDIT).get("items").get(0).toString())
                .contains(
                        "\"policy_set_id\":null,\"policy_set_version_id\":null,\"manifest_sha\":null,",
                        "\"evaluation_status\":null,\"determining_policies_json\":null,\"diagnostics_json\":null,",
                        "\"metadata_json\":null,",
                        "\"reason\":null,\"decision_point\":null,");
    }

    @Test
    void a_zone_sees_its_own_decisions_newest_first() {
        audit.event("old", START.minusSeconds(1));
        audit.event("a", START);
        audit.event("b", START);
        audit.event("new", START.plusNanos(1000));
        audit.event("elsewhere", "zone_id = 'z2'");
        assertThat(slice.walk(AUDIT, 1000)).containsExactly("new", "b", "a", "old");
        assertThat(slice.get("/v1/zones/nowhere/audit").toString()).isEqualTo("{\"items\":[],\"next_cursor\":null}");
    }

    @ParameterizedTest
    @CsvSource({
        "since=2026-01-01T00:00:00.123456Z, new a",
        "since=2026-01-01T00:00:00.1234561Z, new",
        "since=2026-01-01T00:00Z, new a",
        "until=2026-01-01T00:00:00.123456Z, old",
        "until=2026-01-01T00:00:00.1234561Z, a old",
        "since=2025-12-31T23:59:59.5Z&until=2026-01-01T00:00:00.123457Z, a",
        "since=2026-01-01T00:00:01Z&until=2026-01-01T00:00:00Z, ''"
    })
    void a_period_begins_with_its_first_microsecond_and_ends_before_its_last(String period, String ids) {
        audit.event("old", START.minusSeconds(1));
        audit.event("a", START);
        audit.event("new", START.plusNanos(1000));
        assertThat(ids(AUDIT + "?" + period)).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource({
        "request_id=r2, e2",
        "decision=deny, e3",
        "decision=partial, ''",
        "event_type=jti_collision, e4",
        "event_type=%20jti_collision%20%2C%2Cnothing, e4",
        "'event_type=jti_collision,token_exchange', e13 e12 e11 e10 e9 e8 e7 e6 e5 e4 e3 e2",
        "application_id=a5, e5",
        "session_id=as6, e6",
        "session_id=ar7, ''",
        "authority_record_id=ar7, e7",
        "authority_record_id=as6, ''",
        "label=gold, e8",
        "label=gol, ''",
        "label=%22gold%22, ''",
        "reason=role_scope_mismatch, e9",
        "reason=role_scope, ''",
        "resource=resource://ledger, e10",
        "scope=ledger:read, e11",
        "scope=ledger, ''",
        "policy_set_version_id=v12, e12",
        "decision_point=dp13, e13",
        "'decision=deny&request_id=r2', ''",
        "'decision=deny&reason=role_scope_mismatch', ''",
        "'decision=allow&reason=role_scope_mismatch', e9",
        "unknown=1, e13 e12 e11 e10 e9 e8 e7 e6 e5 e4 e3 e2",
        "request_id=r1'%20or%20'1'%3D'1, ''"
    })
    void decisions_are_narrowed_down(String filter, String ids) {
        audit.event("e2", "request_id = 'r2'");
        audit.event("e3", "decision = 'deny'");
        audit.event("e4", "event_type = 'jti_collision'");
        audit.event("e5", "metadata_json = '{\"application_id\":\"a5\"}'");
        audit.event("e6", "metadata_json = '{\"agent_session_id\":\"as6\"}'");
        audit.event("e7", "metadata_json = '{\"session_id\":\"ar7\"}'");
        audit.event("e8", "metadata_json = '{\"agent_labels\":[\"silver\",\"gold\"]}'");
        audit.event("e9", "reason = 'role_scope_mismatch'");
        audit.event("e10", "metadata_json = '{\"resource\":\"resource://ledger\"}'");
        audit.event("e11", "metadata_json = '{\"requested_scopes\":[\"ledger:write\",\"ledger:read\"]}'");
        audit.event("e12", "policy_set_version_id = 'v12'");
        audit.event("e13", "decision_point = 'dp13'");
        assertThat(ids(AUDIT + "?" + filter)).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 299, 300, 1000})
    void decisions_of_one_millisecond_are_paged_completely(int limit) {
        audit.eventsOfOneMillisecond();
        assertThat(slice.walk(AUDIT, limit)).containsExactlyElementsOf(NEWEST_FIRST);
    }

    @Test
    void a_page_has_100_decisions_unless_asked_otherwise_and_a_cursor_with_microseconds() {
        for (var i = 0; i < 101; i++) {
            audit.event("e%03d".formatted(i));
        }
        var page = slice.get(AUDIT);
        assertThat(page.get("items")).hasSize(100);
        assertThat(Cursors.decoded(page.get("next_cursor").stringValue()))
                .isEqualTo("{\"ts\":\"2026-01-01T00:00:00.123456Z\",\"seq\":2,\"order\":\"newest\"}");
    }

    @Test
    void chosen_fields_make_a_flat_item_without_metadata_that_is_not_there() {
        audit.event(
                "e1",
                "metadata_json = '{\"resource\":\"resource://ledger\",\"agent_labels\":[\"a\",\"b\"],\"reason\":null,"
                        + "\"subject\":{\"token\":\"t\"}}'",
                "determining_policies_json = '[{\"policy\":\"p1\"},{\"policy\":\"p2\"},7,{\"other\":1}]'");
        var fields =
                "fields=reason,%20resource,,tier,determining_policies,agent_labels,subject,id,id,occurred_at,manifest_sha";
        assertThat(slice.get(AUDIT + "?" + fields).toString())
                .isEqualTo("{\"items\":[{\"reason\":null,\"resource\":\"resource://ledger\","
                        + "\"determining_policies\":[\"p1\",\"p2\"],\"agent_labels\":[\"a\",\"b\"],"
                        + "\"subject\":{\"token\":\"[redacted]\"},\"id\":\"e1\","
                        + "\"occurred_at\":\"2026-01-01T00:00:00.123Z\",\"manifest_sha\":null}],"
                        + "\"next_cursor\":null}");
    }

    @Test
    void chosen_fields_are_paged_like_whole_decisions() {
        audit.event("e1");
        audit.event("e2");
        var page = slice.get(AUDIT + "?fields=decision&limit=1");
        assertThat(page.get("items").toString()).isEqualTo("[{\"decision\":\"allow\"}]");
        assertThat(ids(AUDIT + "?cursor=" + page.get("next_cursor").stringValue()))
                .isEqualTo("e1");
    }

    @Test
    void policies_of_a_decision_that_came_to_none_are_an_empty_list() {
        audit.event("e1");
        assertThat(slice.get(AUDIT + "?fields=determining_policies")
                        .get("items")
                        .toString())
                .isEqualTo("[{\"determining_policies\":[]}]");
    }

    @ParameterizedTest
    @CsvSource({"limit=0, INVALID_QUERY", "fields=nonsense, INVALID_FIELDS", "cursor=nonsense, INVALID_CURSOR"})
    void rejects_invalid_parameters(String query, Reason reason) {
        assertThat(slice.refused(AUDIT + "?" + query).reason()).isEqualTo(reason);
    }

    private String ids(String uri) {
        var ids = new ArrayList<String>();
        slice.get(uri).get("items").forEach(item -> ids.add(item.get("id").stringValue()));
        return String.join(" ", ids);
    }
}
