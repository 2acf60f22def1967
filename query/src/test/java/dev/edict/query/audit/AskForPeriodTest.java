package dev.edict.query.audit;

import static dev.edict.query.Cursors.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edict.query.QueryRejection;
import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Times;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class AskForPeriodTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T09:30Z, 2026-01-31T09:30:00Z",
        "2026-01-31T09:30:15Z, 2026-01-31T09:30:15Z",
        "2026-01-31T09:30:15.5Z, 2026-01-31T09:30:15.5Z",
        "2026-01-31T09:30:15.123456Z, 2026-01-31T09:30:15.123456Z",
        "2026-01-31T09:30:15.123456000000000000Z, 2026-01-31T09:30:15.123456Z",
        "2026-01-31T09:30:15.123456000000000001Z, 2026-01-31T09:30:15.123457Z",
        "2026-12-31T23:59:59.9999999Z, 2027-01-01T00:00:00Z",
        "2024-02-29T00:00Z, 2024-02-29T00:00:00Z"
    })
    void a_time_is_in_utc_and_of_any_precision(String text, OffsetDateTime time) {
        assertThat(Times.utc(request("since", text), "since")).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31",
                "2026-01-31T09Z",
                "2026-01-31T09:30",
                "2026-01-31T09:30:15",
                "2026-01-31T09:30:15+00:00",
                "2026-01-31T09:30:15-01:00",
                "2026-01-31T09:30:15.Z",
                "2026-01-31T09:30.5Z",
                "2026-01-31T09:30:15,5Z",
                "2026-01-31t09:30:15Z",
                "2026-01-31T09:30:15z",
                "2026-01-31 09:30:15Z",
                " 2026-01-31T09:30:15Z",
                "2026-01-31T09:30:15Z\n",
                "2026-02-29T09:30:15Z",
                "2026-04-31T09:30:15Z",
                "2026-13-01T09:30:15Z",
                "2026-00-01T09:30:15Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T09:60:00Z",
                "2026-01-31T09:30:60Z",
                "+12026-01-31T09:30:15Z",
                "26-01-31T09:30:15Z",
                "٢٠٢٦-01-31T09:30:15Z",
                "1769851815",
                "now",
                ""
            })
    void anything_else_is_an_invalid_query(String text) {
        assertThat(catchThrowableOfType(QueryRejection.class, () -> Times.utc(request("until", text), "until"))
                        .reason())
                .isEqualTo(Reason.INVALID_QUERY);
    }

    @Test
    void a_time_is_optional_and_may_be_given_once() {
        assertThat(Times.utc(new MockHttpServletRequest(), "since")).isNull();
        var twice = request("since", "2026-01-31T09:30Z", "2026-01-31T09:30Z");
        assertThat(catchThrowableOfType(QueryRejection.class, () -> Times.utc(twice, "since"))
                        .reason())
                .isEqualTo(Reason.INVALID_QUERY);
    }
}
