package dev.edict.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "passwd",
                "secret",
                "token",
                "access_token",
                "refresh_token",
                "id_token",
                "api_key",
                "apikey",
                "authorization",
                "cookie",
                "set_cookie",
                "client_secret",
                "private_key",
                "session",
                "session_id",
                "assertion",
                "Authorization",
                "API_KEY"
            })
    void redacts_values_under_the_name_of_a_secret(String key) {
        assertThat(redacted("{\"a\":1,\"%s\":\"s3cret\",\"b\":2}".formatted(key)))
                .isEqualTo("{\"a\":1,\"%s\":\"[redacted]\",\"b\":2}".formatted(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"deep\":1}", "[1,2]", "7", "true", "null", "\"\""})
    void redacts_values_of_any_type(String value) {
        assertThat(redacted("{\"token\":" + value + "}")).isEqualTo("{\"token\":\"[redacted]\"}");
    }

    @Test
    void redacts_values_at_any_depth() {
        assertThat(redacted("[[{\"a\":{\"b\":[{\"Cookie\":\"c\",\"d\":[]}]}}]]"))
                .isEqualTo("[[{\"a\":{\"b\":[{\"Cookie\":\"[redacted]\",\"d\":[]}]}}]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tokens\":1,\"agent_session_id\":\"as1\",\"session-id\":\"x\",\" token\":\"x\",\"\":null}",
                "[\"token\",\"password\"]",
                "\"token\"",
                "7",
                "null"
            })
    void leaves_other_values_unchanged(String json) {
        assertThat(redacted(json)).isEqualTo(json);
    }

    private static String redacted(String json) {
        var within = Redaction.of(StoredJson.array("[" + json + "]"));
        return String.valueOf(within).replaceAll("^\\[|]$", "");
    }
}
