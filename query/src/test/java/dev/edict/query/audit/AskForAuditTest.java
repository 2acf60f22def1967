package dev.edict.query.audit;

import static dev.edict.query.Cursors.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edict.query.Cursors;
import dev.edict.query.QueryRejection;
import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.audit.DecisionPosition.Order;
import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class AskForAuditTest {

    private static final String NEWEST = "{\"ts\":\"2026-01-01T00:00:00.123456Z\",\"seq\":7,\"order\":\"newest\"}";
    private static final String ARRIVAL = "{\"seq\":7,\"order\":\"arrival\"}";

    @Test
    void a_page_of_100_whole_decisions_is_answered_unless_asked_otherwise() {
        var asked = AuditRequest.of(new MockHttpServletRequest());
        var listing = asked.listing();
        assertThat(asked.list().limit()).isEqualTo(100);
        assertThat(listing.whole()).isTrue();
        assertThat(listing.csv()).isFalse();
        assertThat(AuditRequest.of(request("limit", "1000")).list().limit()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "since, 2026-01-01",
        "since, ''",
        "until, yesterday",
        "request_id, ''",
        "decision, DENY",
        "decision, approved",
        "event_type, ''",
        "event_type, ', ,'",
        "event_type, '1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17'",
        "application_id, ''",
        "session_id, ''",
        "authority_record_id, ''",
        "label, ''",
        "reason, ''",
        "resource, ''",
        "scope, ''",
        "policy_set_version_id, ''",
        "decision_point, ''",
        "order, ''",
        "order, ARRIVAL",
        "order, oldest",
        "format, xml",
        "format, CSV",
        "fields, ''",
        "limit, 0",
        "limit, 1001",
        "limit, 1e2",
        "limit, 0x10",
        "limit, ' 5'",
        "cursor, ''"
    })
    void a_parameter_outside_its_bounds_is_an_invalid_query(String name, String value) {
        assertThat(refused(request(name, value))).isEqualTo(Reason.INVALID_QUERY);
    }

    @ParameterizedTest
    @CsvSource({
        "since, 2026-01-31T09:30Z",
        "until, 2026-01-31T09:30Z",
        "request_id, 1",
        "decision, deny",
        "event_type, 1",
        "application_id, 1",
        "session_id, 1",
        "authority_record_id, 1",
        "label, 1",
        "reason, 1",
        "resource, 1",
        "scope, 1",
        "policy_set_version_id, 1",
        "decision_point, 1",
        "order, newest",
        "format, csv",
        "fields, id",
        "limit, 1"
    })
    void a_parameter_comes_once_and_can_be_stored(String name, String value) {
        assertThat(AuditRequest.of(request(name, value))).isNotNull();
        assertThat(refused(request(name, value, value))).isEqualTo(Reason.INVALID_QUERY);
        assertThat(refused(request(name, "\u0000"))).isEqualTo(Reason.INVALID_QUERY);
    }

    @ParameterizedTest
    @CsvSource({
        "request_id, 512",
        "event_type, 512",
        "application_id, 128",
        "session_id, 128",
        "authority_record_id, 128",
        "label, 64",
        "reason, 128",
        "resource, 512",
        "scope, 512",
        "policy_set_version_id, 128",
        "decision_point, 512"
    })
    void a_filter_has_a_longest_value(String name, int longest) {
        assertThat(AuditRequest.of(request(name, "x".repeat(longest)))).isNotNull();
        assertThat(refused(request(name, "x".repeat(longest + 1)))).isEqualTo(Reason.INVALID_QUERY);
    }

    @Test
    void a_cursor_is_read_by_the_order_that_issued_it() {
        assertThat(AuditRequest.of(request("cursor", Cursors.of(NEWEST))).after())
                .isEqualTo(new DecisionPosition(Order.NEWEST, OffsetDateTime.parse("2026-01-01T00:00:00.123456Z"), 7));
        var arrival = request("cursor", Cursors.of(ARRIVAL));
        assertThat(refused(arrival)).isEqualTo(Reason.INVALID_CURSOR);
        arrival.setParameter("order", "arrival");
        assertThat(AuditRequest.of(arrival).after()).isEqualTo(new DecisionPosition(Order.ARRIVAL, null, 7));
        arrival.setParameter("cursor", Cursors.of(NEWEST));
        assertThat(refused(arrival)).isEqualTo(Reason.INVALID_CURSOR);
        arrival.addParameter("cursor", Cursors.of(ARRIVAL));
        assertThat(refused(arrival)).isEqualTo(Reason.INVALID_QUERY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ts\":\"2026-01-01T00:00:00.123456Z\",\"id\":\"e1\"}",
                "{\"ts\":\"2026-01-01T00:00:00.123456Z\",\"seq\":\"7\",\"order\":\"newest\"}",
                "{\"ts\":\"2026-01-01T00:00:00.123456Z\",\"seq\":7.5,\"order\":\"newest\"}",
                "{\"ts\":\"2026-01-01T00:00:00.123456Z\",\"seq\":9223372036854775808,\"order\":\"newest\"}",
                "{\"ts\":\"2026-01-01T00:00:00.123456Z\",\"seq\":7}",
                "{\"ts\":\"yesterday\",\"seq\":7,\"order\":\"newest\"}",
                "{\"ts\":7,\"seq\":7,\"order\":\"newest\"}",
                "{\"seq\":7,\"order\":\"newest\"}",
                "[7]",
                "7"
            })
    void other_cursors_are_refused(String cursor) {
        assertThat(refused(request("cursor", Cursors.of(cursor)))).isEqualTo(Reason.INVALID_CURSOR);
    }

    @Test
    void sixteen_event_types_can_be_asked_for_at_once() {
        assertThat(AuditRequest.of(request("event_type", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16"))
                        .eventTypes())
                .hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "id,nonsense",
                "ID",
                ",",
                " ",
                "session_id",
                "metadata_json",
                "determining_policies_json",
                "chain_hmac",
                "zone_id",
                "change_kind"
            })
    void other_fields_are_refused(String fields) {
        assertThat(refused(request("fields", fields))).isEqualTo(Reason.INVALID_FIELDS);
    }

    @Test
    void fields_have_at_most_1000_characters() {
        assertThat(AuditRequest.of(request("fields", "id," + ",".repeat(997)))
                        .listing()
                        .fields())
                .hasSize(1);
        assertThat(refused(request("fields", "id," + ",".repeat(998)))).isEqualTo(Reason.INVALID_QUERY);
    }

    @Test
    void the_query_is_checked_before_fields_and_those_before_event_types_and_those_before_the_cursor() {
        var asked = request("cursor", "nonsense");
        assertThat(refused(asked)).isEqualTo(Reason.INVALID_CURSOR);
        asked.setParameter("event_type", ",");
        assertThat(refused(asked)).isEqualTo(Reason.INVALID_QUERY);
        asked.setParameter("fields", "nonsense");
        assertThat(refused(asked)).isEqualTo(Reason.INVALID_FIELDS);
        asked.setParameter("label", "");
        assertThat(refused(asked)).isEqualTo(Reason.INVALID_QUERY);
    }

    private static Reason refused(HttpServletRequest request) {
        return catchThrowableOfType(QueryRejection.class, () -> AuditRequest.of(request))
                .reason();
    }
}
