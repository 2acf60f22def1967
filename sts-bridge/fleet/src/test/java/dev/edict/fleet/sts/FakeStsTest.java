package dev.edict.fleet.sts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fake that the other tests ask is no kinder than the contract (§6.3). */
class FakeStsTest {

    private static final JsonNode CONTRACT = read();

    static List<JsonNode> vectors() {
        return CONTRACT.get("vectors").valueStream().toList();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void takes_the_vectors_of_the_contract_once_each(JsonNode vector) throws IOException {
        try (var sts = at(vector, 0)) {
            assertThat(isAuthentic(sts, vector, vector.get("signature").stringValue()))
                    .isTrue();
            assertThat(isAuthentic(sts, vector, vector.get("signature").stringValue()))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-61, 61})
    void refuses_a_clock_that_is_off_by_more_than_a_minute(long skew) throws IOException {
        try (var sts = at(vectors().get(0), skew)) {
            assertThat(isAuthentic(
                            sts,
                            vectors().get(0),
                            vectors().get(0).get("signature").stringValue()))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 60})
    void takes_a_clock_that_is_off_by_exactly_a_minute(long skew) throws IOException {
        try (var sts = at(vectors().get(0), skew)) {
            assertThat(isAuthentic(
                            sts,
                            vectors().get(0),
                            vectors().get(0).get("signature").stringValue()))
                    .isTrue();
        }
    }

    @Test
    void refuses_the_signature_of_another_request() throws IOException {
        try (var sts = at(vectors().get(0), 0)) {
            assertThat(isAuthentic(
                            sts,
                            vectors().get(0),
                            vectors().get(1).get("signature").stringValue()))
                    .isFalse();
        }
    }

    private static boolean isAuthentic(FakeSts sts, JsonNode vector, String signature) {
        return sts.isAuthentic(
                vector.get("timestamp").asString(),
                vector.get("nonce").stringValue(),
                signature,
                vector.get("method").stringValue(),
                vector.get("path").stringValue(),
                vector.get("body").stringValue().getBytes(StandardCharsets.UTF_8));
    }

    private static FakeSts at(JsonNode vector, long skew) throws IOException {
        var clock = Clock.fixed(Instant.ofEpochSecond(vector.get("timestamp").longValue() + skew), ZoneOffset.UTC);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        return new FakeSts(server, new StsTables(), CONTRACT.get("key_hex").stringValue(), clock);
    }

    private static JsonNode read() {
        try (var vectors = new ClassPathResource("vectors/internal-request-signature.json").getInputStream()) {
            return JsonMapper.shared().readTree(vectors);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
