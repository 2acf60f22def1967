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

class AskForAdminAuditTest {

    private static final String ANY_CURSOR = "eyJ0cyI6IjIwMjYtMDEtMDFUMDA6MDA6MDAuMTIzNDU2WiIsImlkIjoiZTEifQ";

    @ParameterizedTest
    @CsvSource({
        "since, 2026",
        "until, 2026",
        "actor_id, ''",
        "entity_type, ''",
        "entity_id, ''",
        "method, GET",
        "method, post",
        "format, xml",
        "fields, ''",
        "limit, 1001",
        "cursor, ''"
    })
    void a_parameter_outside_its_bounds_is_an_invalid_query(String name, String value) {
        assertThat(refused(request(name, value))).isEqualTo(Reason.INVALID_QUERY);
    }

    @ParameterizedTest
    @CsvSource({
        "since, 2026-01-31T09:30Z",
        "until, 2026-01-31T09:30Z",
        "actor_id, 1",
        "entity_type, 1",
        "entity_id, 1",
        "method, POST",
        "format, csv",
        "fields, id",
        "limit, 1",
        "cursor, " + ANY_CURSOR
    })
    void a_parameter_comes_once(String name, String value) {
        assertThat(AdminAuditRequest.of(request(name, value))).isNotNull();
        assertThat(refused(request(name, value, value))).isEqualTo(Reason.INVALID_QUERY);
    }

    @ParameterizedTest
    @CsvSource({"actor_id, 128", "entity_id, 128", "entity_type, 64"})
    void a_filter_has_a_longest_value(String name, int longest) {
        assertThat(AdminAuditRequest.of(request(name, "x".repeat(longest)))).isNotNull();
        assertThat(refused(request(name, "x".repeat(longest + 1)))).isEqualTo(Reason.INVALID_QUERY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void accepts_only_methods_that_change_something(String method) {
        assertThat(AdminAuditRequest.of(request("method", method)).method()).isEqualTo(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload_json", "zone_id", "decision", "id,nonsense", ","})
    void other_fields_are_refused(String fields) {
        assertThat(refused(request("fields", fields))).isEqualTo(Reason.INVALID_FIELDS);
    }

    @Test
    void the_query_is_checked_before_fields_and_those_before_the_cursor() {
        var asked = request("cursor", "nonsense");
        assertThat(refused(asked)).isEqualTo(Reason.INVALID_CURSOR);
        asked.setParameter("fields", "nonsense");
        assertThat(refused(asked)).isEqualTo(Reason.INVALID_FIELDS);
        asked.setParameter("method", "GET");
        assertThat(refused(asked)).isEqualTo(Reason.INVALID_QUERY);
    }

    private static Reason refused(HttpServletRequest request) {
        return catchThrowableOfType(QueryRejection.class, () -> AdminAuditRequest.of(request))
                .reason();
    }
}
