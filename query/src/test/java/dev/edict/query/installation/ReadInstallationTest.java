package dev.edict.query.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.edict.query.Tables;
import dev.edict.query.installation.InstallationReader.Connections;
import dev.edict.query.installation.InstallationReader.Processor;
import dev.edict.query.installation.InstallationReader.SetAside;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class ReadInstallationTest {

    private final Tables tables = new Tables();
    private final InstallationReader reader = new InstallationReader(tables.database());

    @Test
    void a_new_installation_has_nothing_that_waits() {
        assertThat(reader.logHead()).isZero();
        assertThat(reader.timelineHead()).isZero();
        assertThat(reader.relayBacklog().pending()).isZero();
        assertThat(reader.relayBacklog().oldestSeconds()).isZero();
        assertThat(reader.processors()).isEmpty();
        assertThat(reader.stalledZones()).isEmpty();
        assertThat(reader.decisionsSetAside()).isEmpty();
    }

    @Test
    void tells_the_server_and_who_is_connected_to_it() {
        assertThat(reader.serverVersion()).matches("[0-9]+\\..*");
        assertThat(reader.connections()).extracting(Connections::count).allMatch(count -> count > 0);
    }

    @Test
    void counts_invalidations_that_are_not_sent_with_the_error_of_the_oldest() {
        tables.invalidation("i1", "z1", 1, "s1", "v1");
        tables.invalidation("i2", "z1", 2, "s1", "v2");
        tables.change("update bridge.outbox set last_error = 'OOM' where id = 'i1'");
        tables.change("update bridge.outbox set created_at = created_at + interval '1 second' where id = 'i2'");
        var backlog = reader.relayBacklog();
        assertThat(backlog.pending()).isEqualTo(2);
        assertThat(backlog.oldestSeconds()).isPositive();
        assertThat(backlog.lastError()).isEqualTo("OOM");
    }

    @Test
    void lists_a_stalled_zone_once_with_its_first_event() {
        tables.change(
                "insert into projection.token (processor_name, segment, claimed_at, owner) values ('timeline', 0, '', '1@host')");
        letter("l1", "z1", 0, "policy.created");
        letter("l2", "z1", 1, "policy.archived");
        assertThat(reader.processors()).containsExactly(new Processor("timeline", 0, "1@host", 2));
        assertThat(reader.stalledZones()).singleElement().satisfies(zone -> {
            assertThat(zone.zoneId()).isEqualTo("z1");
            assertThat(zone.event()).isEqualTo("policy.created");
            assertThat(zone.waiting()).isEqualTo(2);
            assertThat(zone.cause()).isEqualTo("IllegalStateException: no policy");
        });
    }

    @Test
    void counts_decisions_that_could_not_be_stored_by_reason() {
        setAside("1-0");
        setAside("2-0");
        assertThat(reader.decisionsSetAside())
                .extracting(SetAside::source, SetAside::reason, SetAside::count)
                .containsExactly(tuple("stream", "unreadable", 2L));
    }

    private void letter(String id, String zoneId, long position, String event) {
        tables.change(
                """
                insert into projection.dead_letter (letter_id, processor_name, zone_id, position_in_zone, message_type,
                    event_id, occurred_at, event_type, payload, enqueued_at, cause_type, cause_message)
                values (?, 'timeline', ?, ?, 'event', ?, '', ?, '', '', 'IllegalStateException', 'no policy')
                """,
                id,
                zoneId,
                position,
                "event-" + id,
                event);
    }

    private void setAside(String sourceId) {
        tables.change(
                """
                insert into bridge.audit_dead_letter (source, source_id, reason, detail, length, sha256)
                values ('stream', ?, 'unreadable', 'no JSON', 3, '')
                """,
                sourceId);
    }
}
