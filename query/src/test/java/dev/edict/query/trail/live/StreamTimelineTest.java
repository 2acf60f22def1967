package dev.edict.query.trail.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.query.QueryRejection;
import dev.edict.query.Tables;
import dev.edict.query.TablesChanged;
import dev.edict.query.trail.TimelineEntries;
import dev.edict.query.trail.TimelineFilter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class StreamTimelineTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Tables tables = new Tables();
    private final TimelineStream here = node(LONG);
    private final TimelineStream there = node(LONG);

    @BeforeEach
    void both_nodes_run() {
        tables.zone("z1", Tables.START);
        here.start();
        there.start();
    }

    @AfterEach
    void end() {
        here.stop();
        there.stop();
    }

    @Test
    void sends_entries_as_they_are_written() {
        happened(1);
        var client = open(here, null);
        happened(2, 3);
        here.on(new TablesChanged());
        client.awaitSequences(2, 3);
        happened(4);
        client.awaitSequences(2, 3, 4);
    }

    @Test
    void resumes_at_another_node_without_a_gap_or_a_duplicate() {
        var first = open(here, null);
        happened(LongStream.rangeClosed(1, 450).toArray());
        await("some pages").atMost(SOON).until(() -> first.sequences().size() >= OpenStream.PAGE);
        here.stop();
        await("the end of the node").atMost(SOON).until(first::isEnded);
        happened(451, 452);
        var last = first.sequences().get(first.sequences().size() - 1);
        var second = open(there, last);
        await("all others").atMost(SOON).until(() -> second.sequences().contains(452L));
        assertThat(LongStream.concat(
                        first.sequences().stream().mapToLong(Long::longValue),
                        second.sequences().stream().mapToLong(Long::longValue)))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 452).boxed().toList());
    }

    @Test
    void a_client_without_an_entry_learns_where_its_stream_begins() {
        happened(1, 2);
        var client = open(here, null);
        await("the beginning").atMost(SOON).until(() -> client.begun() == 2);
        assertThat(client.sequences()).isEmpty();
    }

    @Test
    void a_restarted_node_goes_on_after_the_last_entry_of_the_client() {
        happened(1, 2, 3);
        here.stop();
        here.start();
        open(here, 1L).awaitSequences(2, 3);
    }

    @Test
    void a_slow_client_does_not_delay_others() {
        var slow = IntStream.range(0, TimelineStream.MOST_PER_CALLER)
                .mapToObj(number -> new RecordingClient().thatBlocks())
                .toList();
        slow.forEach(client -> here.open(asked("z1", "admin:slow", 0L, TimelineFilter.NONE, () -> true), client));
        happened(1);
        await("a client that blocks").atMost(SOON).until(() -> slow.stream().anyMatch(RecordingClient::isBlocking));
        var quick = open(here, 0L);
        happened(2);
        quick.awaitSequences(1, 2);
        slow.forEach(RecordingClient::unblock);
        slow.forEach(client -> client.awaitSequences(1, 2));
    }

    @Test
    void sends_only_what_the_filter_selects_and_goes_on_behind_the_rest() {
        var filter = new TimelineFilter(null, null, "admin:b", null, null, null, null, null, null, null);
        var client = new RecordingClient();
        here.open(asked("z1", "admin:a", 0L, filter, () -> true), client);
        happened(1, 2);
        happened("z1", 3, "admin:b");
        client.awaitSequences(3);
        happened(4);
        happened("z1", 5, "admin:b");
        client.awaitSequences(3, 5);
    }

    @Test
    void sends_nothing_of_another_zone() {
        var client = open(here, 0L);
        happened("z2", 1, "admin:a");
        happened(2);
        client.awaitSequences(2);
    }

    @Test
    void one_caller_cannot_take_the_places_of_all() {
        IntStream.range(0, TimelineStream.MOST_PER_CALLER).forEach(number -> open(here, null));
        assertTooMany(() -> open(here, null));
        here.open(asked("z1", "admin:another", null, TimelineFilter.NONE, () -> true), new RecordingClient());
    }

    @Test
    void all_callers_together_are_limited_too() {
        IntStream.range(0, TimelineStream.MOST).forEach(number -> openAs("admin:" + number / 10));
        assertTooMany(() -> openAs("admin:another"));
    }

    @Test
    void a_closed_stream_gives_its_place_back() {
        var closes = IntStream.range(0, TimelineStream.MOST_PER_CALLER)
                .mapToObj(number -> openAs("admin:a"))
                .toList();
        closes.get(0).run();
        closes.get(0).run();
        openAs("admin:a");
        assertTooMany(() -> openAs("admin:a"));
    }

    @Test
    void a_client_that_fails_is_forgotten() {
        here.open(asked("z1", "admin:a", 0L, TimelineFilter.NONE, () -> true), new RecordingClient().thatFails());
        happened(1);
        await("the failure").atMost(SOON).until(() -> here.size() == 0);
    }

    @Test
    void ends_at_a_heartbeat_when_the_right_is_gone() {
        var node = node(Duration.ofMillis(1));
        node.start();
        var mayRead = new AtomicBoolean(true);
        var client = new RecordingClient();
        node.open(asked("z1", "admin:a", 0L, TimelineFilter.NONE, mayRead::get), client);
        await("a heartbeat").atMost(SOON).until(() -> client.heartbeats() > 0);
        assertThat(client.isEnded()).isFalse();
        mayRead.set(false);
        await("the end").atMost(SOON).until(client::isEnded);
        happened(1);
        assertThat(client.sequences()).isEmpty();
        assertThat(node.size()).isZero();
        node.stop();
    }

    @Test
    void a_client_with_an_entry_that_a_restored_log_does_not_have_starts_again() {
        happened(1);
        var client = open(here, 7L);
        await("the end").atMost(SOON).until(client::isEnded);
        assertThat(client.isRestarted()).isTrue();
        assertThat(client.sequences()).isEmpty();
    }

    @Test
    void goes_on_after_the_tables_were_unreadable() {
        var client = open(here, 0L);
        tables.change("alter table views.timeline rename to elsewhere");
        here.on(new TablesChanged());
        tables.change("alter table views.elsewhere rename to timeline");
        happened(1);
        var again = client.isEnded() ? open(here, 0L) : client;
        again.awaitSequences(1);
    }

    @Test
    void ends_when_the_tables_stay_unreadable() {
        var node = node(Duration.ofMillis(200));
        node.start();
        var client = open(node, 0L);
        tables.change("alter table views.timeline rename to elsewhere");
        await("the end").atMost(SOON).until(client::isEnded);
        assertThat(node.size()).isZero();
        node.stop();
    }

    private RecordingClient open(TimelineStream node, @Nullable Long after) {
        var client = new RecordingClient();
        node.open(asked("z1", "admin:a", after, TimelineFilter.NONE, () -> true), client);
        return client;
    }

    private Runnable openAs(String caller) {
        return here.open(asked("z1", caller, null, TimelineFilter.NONE, () -> true), new RecordingClient());
    }

    private static StreamRequest asked(
            String zoneId, String caller, @Nullable Long after, TimelineFilter filter, BooleanSupplier mayRead) {
        return new StreamRequest(zoneId, filter, after, caller, mayRead);
    }

    private static void assertTooMany(Runnable open) {
        assertThatThrownBy(open::run)
                .isInstanceOfSatisfying(QueryRejection.class, refusal -> assertThat(List.of(refusal.reason()))
                        .containsExactly(QueryRejection.Reason.TOO_MANY_WAITING_REQUESTS));
    }

    private TimelineStream node(Duration heartbeat) {
        return new TimelineStream(
                new TimelineEntries(tables.database()), new NewestEntries(tables.database()), heartbeat);
    }

    private void happened(long... sequences) {
        LongStream.of(sequences).forEach(sequence -> happened("z1", sequence, "admin:a"));
    }

    private void happened(String zoneId, long sequence, String actor) {
        tables.change(
                """
                insert into views.timeline
                    (recorded_at, correlation_id, search, sequence, event_id, event_type, occurred_at, actor, request_id, zone_id, summary)
                values (now(), 'request', '', ?, ?, 'policy.created', ?, ?, 'request', ?, 'Policy created')
                """,
                sequence,
                "event-" + sequence,
                Tables.utc(Tables.START),
                actor,
                zoneId);
    }
}
