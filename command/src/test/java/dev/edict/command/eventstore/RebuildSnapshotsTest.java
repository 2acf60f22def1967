package dev.edict.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.edict.command.WriteSide;
import dev.edict.command.api.zone.ChangeZone;
import dev.edict.command.api.zone.RegisterZone;
import java.util.List;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream that is too long to be read under the command lock: only its own commands wait for a snapshot. */
@Tag("servers")
class RebuildSnapshotsTest {

    private static final int LONG = CommandStorageEngine.LONGEST_TAIL + Snapshots.EVERY;

    private static final List<String> ZONES =
            List.of("long-1", "long-2", "long-3", "long-4", "long-5", "long-6", "long-7", "long-8");

    private static WriteSide node;
    private static WriteSide restarted;

    /** Each in a zone of its own, because a node keeps what it has once loaded. */
    @BeforeAll
    static void start() {
        node = new WriteSide();
        node.send(new RegisterZone("short", "Short", "short", false));
        for (var zone : ZONES) {
            node.send(new RegisterZone(zone, "Long", zone, false));
            append(zone, LONG);
        }
        restarted = node.another();
        await("the snapshots that are made at the start")
                .until(() -> ZONES.stream().allMatch(zone -> sequenceOfSnapshot(zone) >= LONG));
    }

    @AfterAll
    static void stop() {
        restarted.close();
        node.close();
    }

    @ParameterizedTest
    @CsvSource({
        "long-1, delete from command.snapshot where aggregate_id = ?",
        "long-2, 'update command.snapshot set revision = ''of another version'', payload = ''{}'' where aggregate_id = ?'",
        "long-3, update command.snapshot set event_type = 'dev.edict.moved.Zone' where aggregate_id = ?",
        "long-4, update command.snapshot set event_id = 'not in the log' where aggregate_id = ?"
    })
    void without_a_snapshot_only_the_commands_of_that_zone_are_rejected_for_now(String zone, String harm) {
        node.sql().sql(harm).param(zone).update();
        var before = events();
        assertThatExceptionOfType(SnapshotRebuilding.class).isThrownBy(() -> change(restarted, zone));
        assertThat(events()).isEqualTo(before);
        change(restarted, "short");
        awaitServed(restarted, zone);
        assertThat(sequenceOfSnapshot(zone)).isGreaterThanOrEqualTo(LONG);
    }

    @Test
    void creates_missing_snapshots_at_the_start() {
        node.sql()
                .sql("delete from command.snapshot where aggregate_id = 'long-5'")
                .update();
        try (var third = node.another()) {
            await("the snapshot").until(() -> sequenceOfSnapshot("long-5") >= LONG);
            change(third, "long-5");
        }
    }

    @Test
    void with_a_snapshot_a_restarted_node_serves_at_once_and_in_the_state_of_the_whole_stream() {
        change(restarted, "long-6");
    }

    @Test
    void a_snapshot_that_is_somewhat_behind_is_enough_and_renewed() {
        append("long-7", Snapshots.EVERY + 50);
        var before = sequenceOfSnapshot("long-7");
        change(restarted, "long-7");
        await("a newer snapshot").until(() -> sequenceOfSnapshot("long-7") > before);
    }

    @Test
    void does_not_read_many_foreign_events_under_the_lock() {
        change(node, "long-8");
        append("long-8", LONG);
        assertThatExceptionOfType(SnapshotRebuilding.class).isThrownBy(() -> change(node, "long-8"));
        change(node, "short");
        awaitServed(node, "long-8");
    }

    @Test
    void commands_create_snapshots_periodically() {
        node.send(new RegisterZone("busy", "Busy", "busy", false));
        append("busy", Snapshots.EVERY - 10);
        for (int n = 0; n < 20; n++) {
            change(node, "busy");
        }
        await("the snapshot of a zone that changed often").until(() -> sequenceOfSnapshot("busy") > 0);
    }

    /** Two nodes may make one at once, and the slower one read less. */
    @Test
    void an_older_snapshot_does_not_replace_a_newer_one() {
        var engine = node.bean(EventStorageEngine.class);
        var newer = engine.readSnapshot("long-6").orElseThrow();
        var older = new GenericDomainEventMessage<>(
                newer.getType(), "long-6", newer.getSequenceNumber() - 1, newer.getPayload(), newer.getMetaData());

        engine.storeSnapshot(older);

        assertThat(engine.readSnapshot("long-6"))
                .hasValueSatisfying(kept -> assertThat(kept.getIdentifier()).isEqualTo(newer.getIdentifier()));
    }

    private static void awaitServed(WriteSide node, String zoneId) {
        await("the command to be served")
                .ignoreExceptionsInstanceOf(SnapshotRebuilding.class)
                .until(() -> {
                    change(node, zoneId);
                    return true;
                });
    }

    /** Only the zone knows that this slug is its own, and no look-up does. */
    private static void change(WriteSide node, String zoneId) {
        node.send(new ChangeZone(zoneId, null, slug(zoneId), null, null, null));
    }

    private static String slug(String zoneId) {
        return node.sql()
                .sql("select slug from command.zone where zone_id = ?")
                .param(zoneId)
                .query(String.class)
                .single();
    }

    /** What a past of that length leaves in log and look-up. */
    private static void append(String zoneId, int events) {
        node.sql()
                .sql(
                        """
                insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number, event_type,
                    revision, payload, metadata, occurred_at)
                select gen_random_uuid()::text, 'Zone', last.aggregate_id, last.sequence_number + n, 'zone.changed', '1',
                    format('{"zoneId":"%s","name":null,"slug":"%s-%s","dcrEnabled":null,"operatorCoauthorBadge":null,'
                        '"operatorGoverned":null}', last.aggregate_id, last.aggregate_id, last.sequence_number + n),
                    last.metadata, last.occurred_at
                from generate_series(1, :events) n, (
                    select * from events.domain_event where aggregate_id = :zone
                    order by sequence_number desc limit 1) last
                order by n
                """)
                .param("events", events)
                .param("zone", zoneId)
                .update();
        node.sql()
                .sql(
                        """
                update command.zone set slug = zone_id || '-' || (
                    select max(sequence_number) from events.domain_event where aggregate_id = zone_id)
                where zone_id = :zone
                """)
                .param("zone", zoneId)
                .update();
    }

    private static long sequenceOfSnapshot(String aggregateId) {
        return node.sql()
                .sql(
                        """
                select coalesce(max(s.sequence_number), -1) from command.snapshot s
                join events.domain_event e on e.event_id = s.event_id and e.sequence_number = s.sequence_number
                where s.aggregate_id = ? and s.revision = '1'
                """)
                .param(aggregateId)
                .query(Long.class)
                .single();
    }

    private static long events() {
        return node.sql()
                .sql("select count(*) from events.domain_event")
                .query(Long.class)
                .single();
    }
}
