package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A decision point follows the activations of its zones over HTTP. */
@Tag("servers")
class FollowActivationsTest {

    /** As many requests as one address may have under way. */
    private static final int MANY = 96;

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void whoever_waits_is_told_of_an_activation_and_finds_its_bundle() {
        var governed = api.governed(1);
        var version = governed.versionIds().get(0);
        var waiting = waitAfter(cursor(), Edict.TOKEN);

        api.activate(governed.zoneId(), governed.policySetId(), version).expect(202);

        var change = only(answer(waiting).get("changes"), governed.zoneId());
        assertThat(change.get("activation_seq").intValue()).isOne();
        assertThat(change.get("version_id").stringValue()).isEqualTo(version);
        var bundle = api.get("/v1/zones/%s/bundle".formatted(governed.zoneId()))
                .expect(200)
                .json();
        assertThat(bundle.get("activation_seq")).isEqualTo(change.get("activation_seq"));
        assertThat(bundle.get("manifest_sha256")).isEqualTo(change.get("manifest_sha256"));
        assertThat(bundle.get("policies")).hasSize(1);
    }

    @Test
    void a_deactivation_by_archiving_the_zone_is_told_too() {
        var governed = api.governed(1);
        api.activate(
                        governed.zoneId(),
                        governed.policySetId(),
                        governed.versionIds().get(0))
                .expect(202);
        var waiting = waitAfter(cursor(), Edict.TOKEN);

        api.delete("/v1/zones/" + governed.zoneId()).expect(204);

        var change = only(answer(waiting).get("changes"), governed.zoneId());
        assertThat(change.get("version_id").isNull()).isTrue();
        assertThat(api.get("/v1/zones/%s/bundle".formatted(governed.zoneId()))
                        .expect(200)
                        .json()
                        .get("policies"))
                .isEmpty();
    }

    @Test
    void a_token_of_another_zone_is_not_told() {
        var mine = api.governed(1);
        var other = api.governed(2);
        var token = api.post(
                        "/v1/admin-tokens",
                        Map.of("name", "gateway", "scope", "zone", "zone_id", mine.zoneId(), "capability", "read"))
                .text("token");
        var waiting = waitAfter(cursor(), token);

        api.activate(other.zoneId(), other.policySetId(), other.versionIds().get(0))
                .expect(202);
        api.activate(mine.zoneId(), mine.policySetId(), mine.versionIds().get(0))
                .expect(202);

        assertThat(answer(waiting).get("changes").valueStream().map(change -> change.get("zone_id")
                        .stringValue()))
                .containsExactly(mine.zoneId());
    }

    @Test
    void those_who_wait_take_no_place_among_the_requests_under_way() {
        var governed = api.governed(1);
        var cursor = cursor();
        var waiting = IntStream.range(0, MANY)
                .mapToObj(n -> waitAfter(cursor, Edict.TOKEN))
                .toList();

        await("all of them to wait")
                .pollDelay(Duration.ofMillis(500))
                .atMost(SOON)
                .untilAsserted(() -> {
                    api.active(governed.zoneId()).expect(200);
                    assertThat(waiting).noneMatch(CompletableFuture::isDone);
                });

        api.activate(
                        governed.zoneId(),
                        governed.policySetId(),
                        governed.versionIds().get(0))
                .expect(202);
        assertThat(waiting).allSatisfy(one -> only(answer(one).get("changes"), governed.zoneId()));
    }

    private String cursor() {
        var page = api.get("/v1/replicas/feed").expect(200).json();
        while (!page.get("complete").booleanValue()) {
            page = api.get("/v1/replicas/feed?after=" + page.get("cursor").stringValue())
                    .expect(200)
                    .json();
        }
        return page.get("cursor").stringValue();
    }

    private CompletableFuture<HttpResponse<String>> waitAfter(String cursor, String token) {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:%d/v1/replicas/feed?after=%s&wait=30s".formatted(edict.port(), cursor)))
                .header("authorization", "Bearer " + token)
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    private static JsonNode answer(CompletableFuture<HttpResponse<String>> waiting) {
        await("an answer").atMost(SOON).until(waiting::isDone);
        var response = waiting.join();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-request-id")).isPresent();
        return JsonMapper.shared().readTree(response.body());
    }

    private static JsonNode only(JsonNode changes, String zoneId) {
        var ofTheZone = changes.valueStream()
                .filter(change -> change.get("zone_id").stringValue().equals(zoneId))
                .toList();
        assertThat(ofTheZone).as("%s", List.of(changes)).hasSize(1);
        return ofTheZone.get(0);
    }
}
