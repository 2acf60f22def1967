package dev.edict.fleet.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.fleet.roster.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers of the status endpoint (contract §6.2, §6.4): only one that says what is enforced proves anything. */
class StsStatusTest {

    private static final String HASH = "9c".repeat(32);

    @Test
    void a_loaded_bundle_is_told_by_its_manifest_and_not_by_its_version() {
        assertThat(read(
                        200,
                        "{\"zone_id\":\"z1\",\"loaded\":true,\"policy_set_version_id\":\"psv-7\",\"manifest_sha256\":\"%s\","
                                        .formatted(HASH)
                                + "\"loaded_at\":\"2026-01-01T00:00:02Z\",\"age_seconds\":4}"))
                .isEqualTo(Answer.enforces(HASH, Instant.parse("2026-01-01T00:00:02Z")));
    }

    @Test
    void the_bundle_that_denies_everything_is_what_nothing_governs_looks_like() {
        assertThat(read(200, "{\"zone_id\":\"z1\",\"loaded\":true,\"manifest_sha256\":\"no_active_policy_set\"}"))
                .isEqualTo(Answer.enforces(null, null));
    }

    @Test
    void a_zone_that_it_has_not_loaded_is_not_loaded() {
        assertThat(read(200, "{\"zone_id\":\"z1\",\"loaded\":false}").outcome()).isEqualTo(Answer.Outcome.NOT_LOADED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "401 | {\"error\":\"access_denied\"} | status 401, access_denied: compare GATEWAY_STS_HMAC_KEY",
                "503 | {\"error\":\"sts_unavailable\"} | status 503, sts_unavailable",
                "502 | <html> | status 502",
                "404 | {\"zone_id\":\"z1\",\"loaded\":true} | status 404",
                "302 | x | status 302, a redirect, which is not followed",
                "204 | x | status 204",
                "200 | <html> | status 200 with text/html instead of a JSON object",
                "200 | [] | instead of a JSON object",
                "200 | {\"zone_id\": | instead of a JSON object",
                "200 | {} | the answer is not about zone z1",
                "200 | {\"zone_id\":\"z2\",\"loaded\":true} | the answer is not about zone z1",
                "200 | {\"zone_id\":\"z1\"} | no \"loaded\"",
                "200 | {\"zone_id\":\"z1\",\"loaded\":\"true\"} | no \"loaded\"",
                "200 | {\"zone_id\":\"z1\",\"loaded\":true} | no \"manifest_sha256\"",
                "200 | {\"zone_id\":\"z1\",\"loaded\":true,\"manifest_sha256\":\"\"} | no \"manifest_sha256\"",
                "200 | {\"zone_id\":\"z1\",\"loaded\":true,\"manifest_sha256\":\"no_active_policy_set\","
                        + "\"loaded_at\":\"yesterday\"} | \"loaded_at\" that is no time"
            })
    void anything_else_is_a_failure_with_its_reason(int status, String body, String reason) {
        var answer = read(status, body);
        assertThat(answer.outcome()).isEqualTo(Answer.Outcome.FAILED);
        assertThat(answer.reason()).contains(reason);
    }

    @Test
    void a_reason_is_one_short_line_whatever_the_other_side_says() {
        assertThat(read(500, "{\"error\":\"a\\nb%s\"}".formatted("x".repeat(10_000)))
                        .reason())
                .startsWith("status 500, a b")
                .hasSize(300);
    }

    private static Answer read(int status, String body) {
        return StsStatus.read("z1", status, "text/html", body.getBytes(StandardCharsets.UTF_8));
    }
}
