package dev.edict.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.TransactionTimedOutException;

/** What the API answers for a failure of PostgreSQL, by its SQL state. */
class AnswerDatabaseFailuresTest {

    private final FallbackExceptionHandler failures = new FallbackExceptionHandler();

    @ParameterizedTest
    @CsvSource({
        "08001, 503, postgres_unreachable",
        "08006, 503, postgres_unreachable",
        "57P01, 503, postgres_unreachable",
        "57P03, 503, postgres_unreachable",
        "28P01, 503, postgres_unreachable",
        "28000, 503, postgres_unreachable",
        "3D000, 503, postgres_unreachable",
        "53100, 503, postgres_unreachable",
        "53300, 503, postgres_unreachable",
        "25006, 503, postgres_read_only",
        "25P03, 503, busy",
        "40001, 503, busy",
        "40P01, 503, busy",
        "55P03, 503, busy",
        "57014, 503, busy",
        "25P02, 500, internal_error",
        "23505, 500, internal_error",
        "42P01, 500, internal_error",
        "P0001, 500, internal_error",
    })
    void every_sql_state_has_one_response_and_only_temporary_ones_have_retry_after(
            String state, int status, String code) {
        assertAnswer(new IllegalStateException(new SQLException("failed", state)), status, code);
    }

    @Test
    void a_transaction_out_of_time_is_busy() {
        assertAnswer(new IllegalStateException(new TransactionTimedOutException("too long")), 503, "busy");
    }

    @Test
    void another_exception_is_an_internal_error() {
        assertAnswer(new IllegalStateException("a bug"), 500, "internal_error");
    }

    private void assertAnswer(Exception failure, int status, String code) {
        var answer = failures.on(failure, new MockHttpServletRequest("POST", "/v1/zones"));

        assertThat(answer.getStatusCode().value()).isEqualTo(status);
        assertThat(Objects.requireNonNull(answer.getBody())).containsEntry("error", code);
        assertThat(retryAfter(answer.getHeaders())).isEqualTo(status == 503 ? "1" : null);
    }

    private static @Nullable String retryAfter(HttpHeaders headers) {
        return headers.getFirst(HttpHeaders.RETRY_AFTER);
    }
}
