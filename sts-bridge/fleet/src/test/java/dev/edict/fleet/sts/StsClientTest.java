package dev.edict.fleet.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.secret.GatewayKey;
import dev.edict.fleet.asking.Endpoint;
import dev.edict.fleet.asking.Origin;
import dev.edict.fleet.roster.Answer;
import dev.edict.fleet.roster.Answer.Outcome;
import dev.edict.fleet.sts.FakeSts.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A question goes to one address, under the name, and its answer is bounded in time and size. */
@Timeout(30)
class StsClientTest {

    private static final String KEY = "ab".repeat(32);
    private static final String HASH = "9c".repeat(32);

    private final StsTables tables = new StsTables();
    private final FakeSts sts = new FakeSts("127.0.0.2", 0, tables, KEY);
    private final StsClient client = client(KEY, Clock.systemUTC());

    @BeforeEach
    void a_zone_that_is_loaded() {
        tables.govern("z1", "v1", HASH);
        sts.load("z1");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        sts.close();
    }

    @Test
    void asks_the_very_address_under_the_name_and_signs_each_question_anew() throws IOException {
        assertThat(ask("z1").manifestSha256()).isEqualTo(HASH);
        assertThat(ask("z1").manifestSha256()).isEqualTo(HASH);
        assertThat(sts.asked())
                .hasSize(2)
                .containsOnly("sts.invalid:%d /internal/policy/status/z1".formatted(sts.port()));
    }

    @Test
    void a_zone_with_a_colon_is_signed_as_it_is_sent() throws IOException {
        assertThat(ask("team:blue_1.x-2").outcome()).isEqualTo(Outcome.NOT_LOADED);
    }

    @Test
    void another_key_is_refused_by_the_sts() throws IOException {
        try (var other = client("cd".repeat(32), Clock.systemUTC())) {
            assertThat(other.ask(endpoint(), "z1").reason()).startsWith("status 401, access_denied");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-65, 65})
    void a_clock_that_is_off_is_refused_by_the_sts(long skew) throws IOException {
        try (var other = client(KEY, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(skew)))) {
            assertThat(other.ask(endpoint(), "z1").reason()).startsWith("status 401, access_denied");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SILENT, UNREACHABLE, no complete answer within 2 s",
        "DRIPPING, UNREACHABLE, no complete answer within 2 s",
        "TOO_LONG, FAILED, an answer of more than 65536 bytes",
        "HTML, FAILED, status 200 with text/html",
        "REDIRECT, FAILED, 'a redirect, which is not followed'",
        "SERVER_ERROR, FAILED, 'status 503, sts_unavailable'",
        "NO_JSON, FAILED, instead of a JSON object",
        "OTHER_ZONE, FAILED, the answer is not about zone z1"
    })
    void anything_but_the_status_proves_nothing(Trouble trouble, Outcome outcome, String reason) throws IOException {
        sts.has(trouble);
        var began = System.nanoTime();
        var answer = ask("z1");
        assertThat(answer.outcome()).isEqualTo(outcome);
        assertThat(answer.reason()).contains(reason);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        assertThat(sts.asked()).hasSize(1);
    }

    @Test
    void an_address_without_a_listener_is_unreachable() throws IOException {
        sts.close();
        var answer = ask("z1");
        assertThat(answer.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(answer.reason()).contains("refused");
    }

    @Test
    void a_connection_that_the_sts_closed_is_no_trouble() throws IOException {
        ask("z1");
        sts.has(Trouble.NO_JSON);
        ask("z1");
        sts.has(Trouble.NONE);
        assertThat(ask("z1").manifestSha256()).isEqualTo(HASH);
    }

    private Answer ask(String zoneId) throws IOException {
        return client.ask(endpoint(), zoneId);
    }

    private Endpoint endpoint() throws IOException {
        return new Endpoint(new Origin("http", "sts.invalid", sts.port()), InetAddress.getByName("127.0.0.2"));
    }

    private static StsClient client(String key, Clock clock) {
        return new StsClient(() -> GatewayKey.parse(key), clock, DefaultClientTlsStrategy.createDefault());
    }
}
