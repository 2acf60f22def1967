package dev.edict.query.trail;

import static dev.edict.query.Cursors.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edict.query.Cursors;
import dev.edict.query.QueryRejection;
import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.trail.TimelineRequest.Order;
import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class AskForTimelinePageTest {

    @Test
    void it_runs_from_the_newest_entry_unless_asked_otherwise() {
        var asked = TimelineRequest.of(new MockHttpServletRequest());
        assertThat(asked.limit()).isEqualTo(200);
        assertThat(asked.order()).isEqualTo(Order.DESC);
        assertThat(TimelineRequest.of(request("order", "asc")).order()).isEqualTo(Order.ASC);
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0",
        "limit, 501",
        "limit, ''",
        "order, ''",
        "order, DESC",
        "order, newest",
        "cursor, ''",
        "since, yesterday",
        "since, 2026-01-01",
        "since, 2026-01-01T00:00Z",
        "since, 2026-01-01T00:00:00",
        "since, 2026-01-01 00:00:00Z",
        "until, 2026-02-30T00:00:00Z",
        "until, 2026-01-01T00:00:00+19:00",
        "actor, ''",
        "event, ''",
        "request_id, ''"
    })
    void a_parameter_outside_its_bounds_is_an_invalid_query(String name, String value) {
        assertThat(refused(request(name, value))).isEqualTo(Reason.INVALID_QUERY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit", "order", "cursor", "since", "until", "actor", "event", "request_id"})
    void a_parameter_comes_once(String name) {
        assertThat(refused(request(name, "1", "1"))).isEqualTo(Reason.INVALID_QUERY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "null",
                "{}",
                "{\"seq\":1}",
                "{\"order\":\"desc\"}",
                "{\"seq\":\"1\",\"order\":\"desc\"}",
                "{\"seq\":1.5,\"order\":\"desc\"}",
                "{\"seq\":1e400,\"order\":\"desc\"}",
                "{\"seq\":9223372036854775808,\"order\":\"desc\"}",
                "{\"seq\":null,\"order\":\"desc\"}",
                "{\"seq\":1,\"order\":1}",
                "{\"seq\":1,\"order\":null}",
                "{\"seq\":1,\"order\":\"DESC\"}",
                "{\"seq\":1,\"order\":\"asc\"}",
                "{\"ts\":\"2026-01-01T00:00:00.123456Z\",\"id\":\"p1\"}"
            })
    void rejects_a_cursor_of_another_list_or_order(String json) {
        assertThat(refused(request("cursor", Cursors.of(json)))).isEqualTo(Reason.INVALID_CURSOR);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T09:30:00Z, 2026-01-31T09:30:00Z",
        "2026-01-31t10:30:00.5+01:00, 2026-01-31T09:30:00.5Z",
        "2026-01-31T00:30:00.1234561-09:00, 2026-01-31T09:30:00.123457Z"
    })
    void a_period_is_given_in_instants_of_rfc_3339(String text, OffsetDateTime instant) {
        assertThat(TimelineRequest.of(request("since", text)).filter().since()).isEqualTo(instant);
        assertThat(TimelineRequest.of(request("until", text)).filter().until()).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z"})
    void a_period_ends_after_it_begins(String until) {
        var request = request("since", "2026-01-01T00:00:00Z");
        request.addParameter("until", until);
        assertThat(refused(request)).isEqualTo(Reason.INVALID_QUERY);
    }

    private static Reason refused(HttpServletRequest request) {
        return catchThrowableOfType(QueryRejection.class, () -> TimelineRequest.of(request))
                .reason();
    }
}
