package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.edict.app.EventStream.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A client of the API follows the timeline of a zone, or of all zones. */
@Tag("servers")
@Timeout(60)
class StreamTimelineApiTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MOST_OF_A_TOKEN = 20;

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();

    @Test
    void a_client_that_reconnects_has_every_entry_once_and_in_order() {
        var zone = api.governed(2);
        var changing = CompletableFuture.runAsync(() -> change(zone, 30));
        var received = new ArrayList<Long>();
        var last = "0";
        while (!changing.isDone() || !received.equals(sequences(api.timeline(zone.zoneId())))) {
            try (var stream = stream(ofZone(zone.zoneId()), last)) {
                await("some entries").atMost(SOON).until(() -> !stream.events().isEmpty() || isAll(zone, received));
                var got = stream.events();
                received.addAll(got.stream().map(Event::sequence).toList());
                last = got.isEmpty() ? last : got.get(got.size() - 1).id();
                assertThat(received).isSorted().doesNotHaveDuplicates();
            }
        }
        changing.join();
        assertThat(received).hasSizeGreaterThan(30);
    }

    private boolean isAll(Api.Governed zone, List<Long> received) {
        return received.equals(sequences(api.timeline(zone.zoneId())));
    }

    @Test
    void an_event_is_an_entry_as_the_page_has_it_with_its_sequence_as_id() {
        var zone = api.governed(1);
        change(zone, 1);
        await("the timeline")
                .atMost(SOON)
                .until(() -> api.timeline(zone.zoneId()).toString().contains("zone.version_activated"));
        try (var stream = stream(ofZone(zone.zoneId()) + "?after=0", "")) {
            await("all entries").atMost(SOON).untilAsserted(() -> assertThat(
                            stream.events().stream().map(Event::data).toList())
                    .isEqualTo(api.timeline(zone.zoneId())));
            assertThat(stream.events()).allSatisfy(event -> {
                assertThat(event.name()).isEqualTo("entry");
                assertThat(event.id()).isEqualTo(String.valueOf(event.sequence()));
            });
        }
    }

    @Test
    void a_stream_without_a_position_begins_with_what_comes_and_can_be_resumed_before_that() {
        var zone = api.governed(1);
        await("the timeline")
                .atMost(SOON)
                .until(() -> api.timeline(zone.zoneId()).size() >= 5);
        var before = sequences(api.timeline(zone.zoneId()));
        try (var stream = stream(ofZone(zone.zoneId()), "")) {
            await("a sign of life").atMost(SOON).until(() -> stream.comments() > 0);
            assertThat(stream.lastId()).isEqualTo(String.valueOf(before.get(before.size() - 1)));
            assertThat(stream.events()).isEmpty();
            change(zone, 1);
            await("the change").atMost(SOON).until(() -> !stream.events().isEmpty());
            assertThat(stream.events().get(0).data().get("event").asString()).isEqualTo("zone.version_activated");
        }
    }

    @Test
    void a_filter_selects_entries() {
        var zone = api.governed(2);
        try (var stream = stream(ofZone(zone.zoneId()) + "?after=0&event=zone.version_activated", "")) {
            change(zone, 2);
            await("both").atMost(SOON).until(() -> stream.events().size() == 2);
            assertThat(stream.events())
                    .allSatisfy(event ->
                            assertThat(event.data().get("event").asString()).isEqualTo("zone.version_activated"));
        }
    }

    @Test
    void all_zones_are_streamed_in_the_order_of_the_log() {
        var one = api.governed(2);
        var other = api.governed(2);
        try (var stream = stream("/v1/timeline/stream?after=0&event=zone.version_activated", "")) {
            change(one, 1);
            change(other, 1);
            change(one, 2);
            await("all")
                    .atMost(SOON)
                    .until(() -> stream.events().stream()
                                    .filter(event -> List.of(one.zoneId(), other.zoneId())
                                            .contains(
                                                    event.data().get("zone_id").asString()))
                                    .count()
                            == 4);
            assertThat(stream.sequences()).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void a_revoked_token_ends_its_streams_with_the_reason() {
        var zoneId = api.zone();
        var token = token(zoneId);
        try (var stream = stream(token.text("token"), ofZone(zoneId), "");
                var ofAnother = stream(token(zoneId).text("token"), ofZone(zoneId), "")) {
            await("a sign of life").atMost(SOON).until(() -> stream.comments() > 0);
            assertThat(stream.isEnded()).isFalse();
            api.delete("/v1/admin-tokens/" + token.text("id")).expect(204);
            await("the end").atMost(SOON).until(stream::isEnded);
            assertThat(stream.events()).last().satisfies(end -> {
                assertThat(end.name()).isEqualTo("end");
                assertThat(end.data()).hasToString("{\"error\":\"invalid_admin_token\"}");
            });
            assertThat(ofAnother.isEnded()).isFalse();
        }
    }

    @Test
    void a_token_has_so_many_streams_without_a_connection_to_the_database_and_no_more() {
        var zoneId = api.zone();
        var token = token(zoneId).text("token");
        api.withToken(token).send("HEAD", ofZone(zoneId), null, Map.of()).expect(200);
        var streams = IntStream.range(0, MOST_OF_A_TOKEN)
                .mapToObj(n -> stream(token, ofZone(zoneId), ""))
                .toList();
        try {
            var refused =
                    api.withToken(token).get(ofZone(zoneId) + "?after=0").refused(429, "too_many_waiting_requests");
            assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
            stream(token(zoneId).text("token"), ofZone(zoneId), "").close();
            var pool = edict.bean("queryPool", HikariDataSource.class).getHikariPoolMXBean();
            await("no connection to be held").atMost(SOON).until(() -> pool.getActiveConnections() == 0);
        } finally {
            streams.forEach(EventStream::close);
        }
    }

    @Test
    void what_a_stream_cannot_do_is_refused_by_name() {
        var path = ofZone(api.zone()) + "?after=0";
        for (var parameter : List.of("since", "until", "order", "limit", "cursor")) {
            var refused = api.get("%s&%s=x".formatted(path, parameter)).refused(400, "invalid_query");
            assertThat(refused.text("detail")).startsWith("unknown parameter " + parameter);
        }
        var malformed = api.send("GET", path, null, Map.of("last-event-id", "none"));
        assertThat(malformed.refused(400, "invalid_query").text("detail")).startsWith("Last-Event-ID must");
        api.send("GET", path, null, Map.of("last-event-id", "999999999999999999"))
                .refused(400, "sequence_beyond_head");
        api.get(ofZone("no-such-zone")).refused(404, "zone_not_found");
    }

    private void change(Api.Governed zone, int times) {
        for (var n = 0; n < times; n++) {
            var version = zone.versionIds().get(n % zone.versionIds().size());
            api.activate(zone.zoneId(), zone.policySetId(), version).expect(202);
        }
    }

    private Api.Answer token(String zoneId) {
        var body = Map.of("name", Api.uniqueName("follower"), "scope", "zone", "zone_id", zoneId, "capability", "read");
        return api.post("/v1/admin-tokens", body).expect(201);
    }

    private static String ofZone(String zoneId) {
        return "/v1/zones/%s/timeline/stream".formatted(zoneId);
    }

    private EventStream stream(String path, String lastEventId) {
        return stream(Edict.TOKEN, path, lastEventId);
    }

    private EventStream stream(String token, String path, String lastEventId) {
        return new EventStream(edict, token, path, lastEventId);
    }

    private static List<Long> sequences(List<JsonNode> entries) {
        return entries.stream().map(entry -> entry.get("sequence").asLong()).toList();
    }
}
