package dev.edict.query.audit;

import static dev.edict.query.Cursors.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edict.query.QueryRejection;
import dev.edict.query.QueryRejection.Reason;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class AskForAuditTest {

    private static final String ANY_CURSOR = "eyJ0cyI6IjIwMjYtMDEtMDFUMDA6MDA6MDAuMTIzNDU2WiIsImlkIjoiZTEifQ";

    @Test
    void a_page_of_100_whole_decisions_is_answered_unless_asked_otherwise() {
        var listing = AuditRequest.of(new MockHttpServletRequest()).listing();
        assertThat(listing.page().limit()).isEqualTo(100);
        assertThat(listing.whole()).isTrue();
        assertThat(listing.csv()).isFalse();
        assertThat(AuditRequest.of(request("limit", "1000")).listing().page().limit())
                .isEqualTo(1000);
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
        "format, csv",
        "fields, id",
        "limit, 1",
        "cursor, " + ANY_CURSOR
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
        "label, 64"
    })
    void a_filter_has_a_longest_value(String name, int longest) {
        assertThat(AuditRequest.of(request(name, "x".repeat(longest)))).isNotNull();
        assertThat(refused(request(name, "x".repeat(longest + 1)))).isEqualTo(Reason.INVALID_QUERY);
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
