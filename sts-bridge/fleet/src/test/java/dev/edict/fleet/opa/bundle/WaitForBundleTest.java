package dev.edict.fleet.opa.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.command.api.EventsAppended;
import dev.edict.command.api.Rejection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/** Requests for bundles wait for what their agents do not have. */
class WaitForBundleTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final PublishedZones zones = new PublishedZones();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BundleArchives archives = new BundleArchives(zones, BundleFiles.withOwnContract(), Optional::empty);
    private final WaitingAgents agents = new WaitingAgents(zones, archives, new BundleMeters(meters));
    private final AtomicInteger lives = new AtomicInteger();

    @BeforeEach
    void start() {
        zones.publish("z1", 1);
        zones.publish("z2", 1);
        agents.start();
    }

    @AfterEach
    void stop() {
        agents.stop();
    }

    private DeferredResult<ResponseEntity<byte[]>> ask(String zoneId, Duration hold, String... tags) {
        return agents.await(zoneId, new BundleRequest(Set.of(tags), hold), "admin:ci", lives::incrementAndGet);
    }

    private String tag(String zoneId) {
        return archives.of(zones.contents(zoneId).governance()).tag();
    }

    private void publish(String zoneId, long seq) {
        zones.publish(zoneId, seq);
        agents.on(new EventsAppended());
    }

    private static ResponseEntity<?> answer(DeferredResult<?> request) {
        soon("an answer").until(request::hasResult);
        return (ResponseEntity<?>) Objects.requireNonNull(request.getResult());
    }

    private static ConditionFactory soon(String what) {
        return await(what).atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(5));
    }

    @Test
    void an_agent_without_a_tag_or_with_another_one_gets_the_bundle_at_once() {
        for (var request : List.of(ask("z1", LONG), ask("z1", LONG, "0".repeat(64)))) {
            var answer = answer(request);
            assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
            assertThat(answer.getHeaders().getETag()).isEqualTo('"' + tag("z1") + '"');
            assertThat(answer.getHeaders().getFirst("Content-Type"))
                    .isEqualTo("application/vnd.openpolicyagent.bundles");
        }
        assertThat(lives).hasValue(0);
    }

    @Test
    void an_agent_that_has_it_waits_until_its_deadline_and_is_told_the_same_tag() {
        var asked = System.nanoTime();
        var request = ask("z1", Duration.ofMillis(400), "x", tag("z1"));
        var answer = answer(request);
        var waited = Duration.ofNanos(System.nanoTime() - asked);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_MODIFIED);
        assertThat(answer.getHeaders().getETag()).isEqualTo('"' + tag("z1") + '"');
        assertThat(answer.getBody()).isNull();
        assertThat(waited).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
        assertThat(lives).hasValue(1);
    }

    @Test
    void an_agent_that_does_not_wait_is_told_at_once() {
        assertThat(answer(ask("z1", Duration.ZERO, "*")).getStatusCode()).isEqualTo(HttpStatus.NOT_MODIFIED);
    }

    @Test
    void a_change_of_the_zone_releases_those_who_wait_for_it_and_no_others() {
        var waiting =
                IntStream.range(0, 50).mapToObj(n -> ask("z1", LONG, tag("z1"))).toList();
        var other = ask("z2", LONG, tag("z2"));
        publish("z1", 2);

        assertThat(waiting)
                .allSatisfy(request ->
                        assertThat(answer(request).getHeaders().getETag()).isEqualTo('"' + tag("z1") + '"'));
        assertThat(other.hasResult()).isFalse();
    }

    @Test
    void a_change_between_the_comparison_and_the_waiting_is_not_lost() {
        var before = tag("z1");
        zones.afterNextReading(() -> publish("z1", 2));
        var request = ask("z1", LONG, before);

        assertThat(answer(request).getHeaders().getETag())
                .isEqualTo('"' + tag("z1") + '"')
                .isNotEqualTo('"' + before + '"');
    }

    @Test
    void a_change_that_is_not_announced_is_found_within_a_second() {
        var request = ask("z1", LONG, tag("z1"));
        soon("it to wait").until(() -> lives.get() == 1);
        zones.publish("z1", 2);

        assertThat(answer(request).getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void one_reading_serves_all_who_wait() {
        var waiting = IntStream.range(0, 100)
                .mapToObj(n -> ask("z1", LONG, tag("z1")))
                .toList();
        soon("all to be compared").until(() -> lives.get() == 100);
        var before = zones.readings();
        publish("z1", 2);

        assertThat(waiting).allSatisfy(request -> assertThat(answer(request).getStatusCode())
                .isEqualTo(HttpStatus.OK));
        assertThat(zones.readings() - before).isLessThanOrEqualTo(3);
    }

    @Test
    void one_that_arrives_is_read_for_alone_however_many_wait() {
        assertThat(ask("z1", LONG, tag("z1")).hasResult()).isFalse();
        soon("it to wait").until(() -> lives.get() == 1);
        assertThat(ask("z2", LONG, tag("z2")).hasResult()).isFalse();
        soon("the other to wait").until(() -> lives.get() == 2);

        assertThat(zones.read()).containsExactly("z2");
    }

    @Test
    void a_deactivated_zone_is_a_change_and_an_unknown_one_is_refused() {
        var waiting = ask("z1", LONG, tag("z1"));
        zones.deactivate("z1", 2);
        agents.on(new EventsAppended());
        assertThat(UnpackedBundle.of(
                        (byte[]) Objects.requireNonNull(answer(waiting).getBody())))
                .containsKey("deny.rego");

        var unknown = ask("z9", LONG);
        soon("the refusal").until(unknown::hasResult);
        assertThat(unknown.getResult()).isInstanceOfSatisfying(Rejection.class, refusal -> assertThat(refusal.reason())
                .isEqualTo(Rejection.Reason.ZONE_NOT_FOUND));
    }

    @Test
    void a_failed_reading_is_an_error_for_those_who_just_came_and_no_answer_for_those_who_wait() {
        var waiting = ask("z1", LONG, tag("z1"));
        soon("it to wait").until(() -> lives.get() == 1);
        zones.afterNextReading(() -> {
            throw new IllegalStateException("the tables cannot be read");
        });
        var late = ask("z2", LONG, tag("z2"));

        soon("the error").until(late::hasResult);
        assertThat(late.getResult()).isInstanceOf(IllegalStateException.class);
        assertThat(waiting.hasResult()).isFalse();
        publish("z1", 2);
        assertThat(answer(waiting).getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void a_token_has_at_most_200_requests_that_wait() {
        var waiting = IntStream.range(0, 200)
                .mapToObj(n -> ask("z1", LONG, tag("z1")))
                .toList();
        assertThat(waiting).hasSize(200);
        assertThat(meters.get("edict.opa.waiting").gauge().value()).isEqualTo(200);
        assertThatThrownBy(() -> ask("z1", LONG))
                .isInstanceOfSatisfying(Rejection.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Rejection.Reason.TOO_MANY_WAITING_REQUESTS));
    }

    @Test
    void whoever_waits_for_a_node_that_ends_is_answered() {
        var waiting = ask("z1", LONG, tag("z1"));
        agents.stop();
        assertThat(waiting.getResult()).isInstanceOf(Rejection.class);
    }
}
