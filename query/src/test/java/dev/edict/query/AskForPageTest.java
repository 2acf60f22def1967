package dev.edict.query;

import static dev.edict.query.Cursors.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edict.query.QueryRejection.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class AskForPageTest {

    @Test
    void a_page_has_200_rows_from_the_start_unless_asked_otherwise() {
        assertThat(PageRequest.of(new MockHttpServletRequest())).isEqualTo(new PageRequest(200, RowPosition.START));
        assertThat(PageRequest.of(request("limit", "1")).limit()).isOne();
        assertThat(PageRequest.of(request("limit", "500")).limit()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "501",
                "1000",
                "-1",
                "+5",
                "1e2",
                "0x10",
                " 5",
                "5.0",
                "05",
                "٥",
                "99999999999999999999",
                "ten",
                "\u0000"
            })
    void a_limit_is_a_whole_number_from_1_to_500(String limit) {
        assertThat(refused(request("limit", limit))).isEqualTo(Reason.INVALID_QUERY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit", "cursor"})
    void a_parameter_comes_once(String name) {
        assertThat(refused(request(name, "5", "5"))).isEqualTo(Reason.INVALID_QUERY);
    }

    @Test
    void a_cursor_has_1_to_512_characters() {
        assertThat(refused(request("cursor", ""))).isEqualTo(Reason.INVALID_QUERY);
        assertThat(refused(request("cursor", "A".repeat(513)))).isEqualTo(Reason.INVALID_QUERY);
        assertThat(refused(request("cursor", "A".repeat(512)))).isEqualTo(Reason.INVALID_CURSOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                " ",
                "null",
                "7",
                "[]",
                "[[[[[[[[[[",
                "\"text\"",
                "{}",
                "{\"ts\":\"2026-01-01T00:00:00.123Z\"}",
                "{\"id\":\"p1\"}",
                "{\"ts\":1,\"id\":\"p1\"}",
                "{\"ts\":1e999999999,\"id\":\"p1\"}",
                "{\"ts\":null,\"id\":\"p1\"}",
                "{\"ts\":\"2026-01-01T00:00:00.123Z\",\"id\":1}",
                "{\"ts\":\"2026-01-01T00:00:00.123Z\",\"id\":null}",
                "{\"ts\":\"2026-01-01T00:00:00.123Z\",\"id\":[\"p1\"]}",
                "{\"ts\":\"2026-01-01T00:00:00.123Z\",\"id\":\"\"}",
                "{\"ts\":\"2026-01-01T00:00:00.123Z\",\"id\":\"\\u0000\"}",
                "{\"ts\":\"2026-01-01T00:00:00.123Z\",\"id\":\"\\ud800\"}",
                "{\"ts\":\"2026-01-01T00:00:00.123Z\",\"id\":\"p1\"} trailing",
                "{\"ts\":\"2026-01-01T00:00:00.123Z\",\"id\":\"p1\",\"id\":\"p2\"}",
                "{\"ts\":\"\",\"id\":\"p1\"}",
                "{\"ts\":\"infinity\",\"id\":\"p1\"}",
                "{\"ts\":\"yesterday\",\"id\":\"p1\"}",
                "{\"ts\":\"2026-02-30T00:00:00Z\",\"id\":\"p1\"}",
                "{\"ts\":\"2026-01-01\",\"id\":\"p1\"}",
                "{\"ts\":\"+999999999-12-31T23:59:59Z\",\"id\":\"p1\"}",
                "{\"ts\":\"-999999999-01-01T00:00:00Z\",\"id\":\"p1\"}",
                "{\"ts\":\"+10000-01-01T00:00:00Z\",\"id\":\"p1\"}",
                "{\"seq\":1,\"order\":\"desc\"}"
            })
    void rejects_a_cursor_that_no_list_issued(String json) {
        assertThat(refused(request("cursor", Cursors.of(json)))).isEqualTo(Reason.INVALID_CURSOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", "a", "e30===", "==", "€", " ", "a/b+", "e30\n"})
    void rejects_a_cursor_that_is_not_base64url(String cursor) {
        assertThat(refused(request("cursor", cursor))).isEqualTo(Reason.INVALID_CURSOR);
    }

    @Test
    void a_cursor_in_another_encoding_than_utf_8_is_invalid() {
        var json = "{\"ts\":\"2026-01-01T00:00:00.123Z\",\"id\":\"p1\"}".getBytes(StandardCharsets.UTF_16BE);
        var cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(json);
        assertThat(refused(request("cursor", cursor))).isEqualTo(Reason.INVALID_CURSOR);
    }

    @Test
    void a_query_string_that_the_container_cannot_decode_is_an_invalid_query() {
        var undecodable = new MockHttpServletRequest() {
            @Override
            public String[] getParameterValues(String name) {
                throw new IllegalStateException("a % that no hex digits follow");
            }
        };
        assertThat(refused(undecodable)).isEqualTo(Reason.INVALID_QUERY);
    }

    private static Reason refused(HttpServletRequest request) {
        return catchThrowableOfType(QueryRejection.class, () -> PageRequest.of(request))
                .reason();
    }
}
