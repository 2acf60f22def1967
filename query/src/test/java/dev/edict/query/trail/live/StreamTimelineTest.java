package dev.edict.query.trail.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.query.QueryRejection;
import dev.edict.query.Tables;
import dev.edict.query.TablesChanged;
import dev.edict.query.trail.EntryFilter;
import dev.edict.query.trail.TimelineEntries;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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
        slow.forEach(client -> here.open(asked("z1", "admin:slow", 0L, EntryFilter.NONE, Optional::empty), client));
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
        var filter = new EntryFilter("admin:b", null, null, null, null, null, null, null);
        var client = new RecordingClient();
        here.open(asked("z1", "admin:a", 0L, filter, Optional::empty), client);
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
        here.open(asked("z1", "admin:another", null, EntryFilter.NONE, Optional::empty), new RecordingClient());
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
        here.open(asked("z1", "admin:a", 0L, EntryFilter.NONE, Optional::empty), new RecordingClient().thatFails());
        happened(1);
        await("the failure").atMost(SOON).until(() -> here.size() == 0);
    }

    @Test
    void ends_at_a_heartbeat_when_the_right_is_gone() {
        var node = node(Duration.ofMillis(1));
        node.start();
        var refusal = new AtomicReference<Optional<String>>(Optional.empty());
        var client = new RecordingClient();
        node.open(asked("z1", "admin:a", 0L, EntryFilter.NONE, refusal::get), client);
        await("a heartbeat").atMost(SOON).until(() -> client.heartbeats() > 0);
        assertThat(client.isEnded()).isFalse();
        refusal.set(Optional.of("zone_forbidden"));
        await("the end").atMost(SOON).until(client::isEnded);
        assertThat(client.refusal()).isEqualTo("zone_forbidden");
        happened(1);
        assertThat(client.sequences()).isEmpty();
        assertThat(node.size()).isZero();
        node.stop();
    }

    @Test
    void the_end_of_a_node_ends_every_stream_though_some_clients_have_gone() {
        var others = IntStream.range(0, 5)
                .mapToObj(number -> {
                    here.open(
                            asked("z1", "admin:a", null, EntryFilter.NONE, Optional::empty),
                            new RecordingClient().thatFails());
                    return open(here, null);
                })
                .toList();
        await("all to begin").atMost(SOON).until(() -> others.stream().allMatch(client -> client.begun() == 0));
        here.stop();
        await("the end").atMost(SOON).until(() -> others.stream().allMatch(RecordingClient::isEnded));
        assertThat(here.size()).isZero();
    }

    @Test
    void a_stream_ends_when_it_lasted_long_enough() {
        var node = node(new StreamTimes(Duration.ofMillis(1), LONG, LONG, Duration.ofMillis(300)));
        node.start();
        var client = open(node, 0L);
        happened(1);
        client.awaitSequences(1);
        await("the end").atMost(SOON).until(client::isEnded);
        assertThat(client.refusal()).isEmpty();
        assertThat(node.size()).isZero();
        node.stop();
    }

    @Test
    void a_client_that_takes_its_entries_too_slowly_is_cut_and_resumes_after_the_last_one() {
        var node = node(new StreamTimes(LONG, LONG, Duration.ofMillis(100), LONG));
        happened(LongStream.rangeClosed(1, 100).toArray());
        node.start();
        var slow = new RecordingClient().thatTakes(Duration.ofMillis(60));
        node.open(asked("z1", "admin:a", 0L, EntryFilter.NONE, Optional::empty), slow);
        await("the end").atMost(SOON).until(slow::isEnded);
        assertThat(slow.sequences()).hasSizeBetween(1, 99);
        var again = open(node, (long) slow.sequences().size());
        again.awaitSequences(
                LongStream.rangeClosed(slow.sequences().size() + 1L, 100).toArray());
        node.stop();
    }

    @Test
    void a_stream_of_all_zones_has_the_entries_of_each_in_the_order_of_the_log() {
        var client = openOfAllZones(0L);
        happened("z2", 1, "admin:a");
        happened(2);
        happened("z2", 3, "admin:a");
        client.awaitSequences(1, 2, 3);
    }

    @Test
    void a_stream_of_all_zones_waits_for_a_zone_that_stands_still() {
        LongStream.rangeClosed(1, 4).forEach(index -> tables.logged(index, Tables.START));
        standsStill("z2", "logged-2");
        happened(1, 3);
        var ofAll = openOfAllZones(0L);
        var ofTheOther = open(here, 0L);
        ofTheOther.awaitSequences(1, 3);
        ofAll.awaitSequences(1);
        happened("z2", 2, "admin:a");
        tables.change("delete from projection.dead_letter");
        ofAll.awaitSequences(1, 2, 3);
    }

    private void standsStill(String zoneId, String eventId) {
        tables.change(
                """
                insert into projection.dead_letter (letter_id, processor_name, zone_id, position_in_zone, message_type,
                    event_id, occurred_at, event_type, payload, enqueued_at)
                values (?, 'timeline', ?, 0, 'event', ?, '', 'some.event', '', '')
                """,
                eventId,
                zoneId,
                eventId);
    }

    @Test
    void a_client_whose_last_entry_is_of_another_zone_waits_for_the_next_one() {
        LongStream.rangeClosed(1, 4).forEach(index -> tables.logged(index, Tables.START));
        happened(1);
        happened("z2", 3, "admin:a");
        var client = open(here, 3L);
        await("the beginning").atMost(SOON).until(() -> client.begun() == 3);
        happened(4);
        client.awaitSequences(4);
        assertThat(client.isRestarted()).isFalse();
    }

    @Test
    void an_entry_that_the_log_does_not_have_yet_is_refused() {
        tables.logged(1, Tables.START);
        here.requireInLog(1);
        assertThatThrownBy(() -> here.requireInLog(2))
                .isInstanceOfSatisfying(QueryRejection.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(QueryRejection.Reason.SEQUENCE_BEYOND_HEAD))
                .hasMessageContaining("ends with 1");
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
        node.open(asked("z1", "admin:a", after, EntryFilter.NONE, Optional::empty), client);
        return client;
    }

    private RecordingClient openOfAllZones(Long after) {
        var client = new RecordingClient();
        here.open(asked(null, "admin:a", after, EntryFilter.NONE, Optional::empty), client);
        return client;
    }

    private Runnable openAs(String caller) {
        return here.open(asked("z1", caller, null, EntryFilter.NONE, Optional::empty), new RecordingClient());
    }

    private static StreamRequest asked(
            @Nullable String zoneId,
            String caller,
            @Nullable Long after,
            EntryFilter filter,
            Supplier<Optional<String>> refusal) {
        return new StreamRequest(zoneId, filter, after, caller, refusal);
    }

    private static void assertTooMany(Runnable open) {
        assertThatThrownBy(open::run)
                .isInstanceOfSatisfying(QueryRejection.class, refusal -> assertThat(List.of(refusal.reason()))
                        .containsExactly(QueryRejection.Reason.TOO_MANY_WAITING_REQUESTS));
    }

    private TimelineStream node(Duration heartbeat) {
        return node(new StreamTimes(heartbeat, heartbeat, LONG, LONG));
    }

    private TimelineStream node(StreamTimes times) {
        return new TimelineStream(new TimelineEntries(tables.database()), new NewestEntries(tables.database()), times);
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
