package dev.edict.projector.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.NoteReference;
import dev.edict.command.api.deployment.DeploymentVerified;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.command.api.zone.ZoneRegistered;
import dev.edict.projector.Views;
import dev.edict.projector.tables.ViewWriter;
import java.util.List;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a row of the timeline can be found by. */
@Tag("servers")
class SearchableTimelineTest {

    private static final String FOUND_BY =
            "select recorded_at, correlation_id, of_activation_seq, search from timeline order by sequence";

    private final Views views = new Views();
    private final ViewWriter writer = ViewWriter.immediate(views.database());
    private final TimelineProjector timeline = new TimelineProjector(writer, new TimelineNames(writer));
    private final DeploymentTimelineProjector deployments = new DeploymentTimelineProjector(writer);

    @BeforeEach
    void two_notes_and_a_version() {
        run("insert into events.note values ('why', '\\x00', 'Tellers pay too much'), ('who', '\\x00', 'Kim')");
        aVersion();
    }

    @Test
    void it_is_found_by_words_of_the_summary_and_of_the_reason() {
        timeline.on(deactivated(), appended("zone.deactivated"));
        assertThat(matching("'deactivated & payments & tellers & much & ''zone:z1'''"))
                .isOne();
        assertThat(matching("'tellers <-> pay'")).isOne();
        assertThat(matching("'nobody'")).isZero();
    }

    @Test
    void it_is_found_by_the_name_on_whose_behalf_without_telling_it() {
        timeline.on(new ZoneRegistered("z1", "Payments", "pay", false), appended("zone.registered"));
        assertThat(views.rows(
                        "select search @@ ('''name:' || encode(sha256('Kim'), 'hex') || '''')::tsquery from timeline"))
                .containsExactly("t");
        assertThat(matching("'kim'")).isZero();
    }

    @Test
    void it_says_which_request_began_it_and_when_the_log_took_it() {
        timeline.on(new ZoneRegistered("z1", "Payments", "pay", false), appended("zone.registered"));
        assertThat(views.rows("select correlation_id from timeline")).containsExactly("first-request");
        assertThat(views.rows("select t.recorded_at = e.recorded_at from timeline t, events.domain_event e"))
                .containsExactly("t");
    }

    @Test
    void an_event_of_a_deployment_names_its_activation_and_is_none() {
        deployments.on(new DeploymentVerified("z1", 7, List.of(), List.of(), 1), appended("deployment.verified"));
        assertThat(views.rows("select of_activation_seq, activation_seq from timeline"))
                .containsExactly("7 null");
    }

    @Test
    void rows_of_an_older_version_are_found_by_the_same() {
        timeline.on(deactivated(), appended("zone.deactivated"));
        deployments.on(new DeploymentVerified("z1", 7, List.of(), List.of(), 1), appended("deployment.verified"));
        var now = views.rows(FOUND_BY);
        run("create table public.kept as table timeline");
        run("drop schema views cascade");
        migrate("12");
        run(
                """
                insert into timeline (sequence, event_id, event_type, occurred_at, actor, request_id, zone_id, summary,
                    policy_set_id, policy_set_version_id, activation_seq, previous_version_id, reason_note_id,
                    on_behalf_of_note_id)
                select sequence, event_id, event_type, occurred_at, actor, request_id, zone_id, summary, policy_set_id,
                    policy_set_version_id, activation_seq, previous_version_id, reason_note_id, on_behalf_of_note_id
                from public.kept
                """);
        migrate("latest");
        assertThat(views.rows(FOUND_BY)).isEqualTo(now).hasSize(2);
    }

    private void aVersion() {
        run("insert into policy_sets (id, zone_id, name, created_by) values ('s1', 'z1', 'payments', 'a')");
        run(
                "insert into policy_set_versions (id, policy_set_id, version, manifest_json, manifest_sha256, schema_version,"
                        + " created_by) values ('v1', 's1', 1, '[]', 'sha', '2026-05-20', 'a')");
    }

    private static ZoneDeactivated deactivated() {
        return new ZoneDeactivated("z1", "s1", "v1", 4, 1, new NoteReference("why", "hash"), "d");
    }

    private long matching(String query) {
        return Long.parseLong(views.rows("select count(*) from timeline where search @@ %s::tsquery".formatted(query))
                .get(0));
    }

    private TrackingToken appended(String eventType) {
        run(
                """
                insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number, event_type,
                    revision, payload, metadata, occurred_at)
                select gen_random_uuid(), 'Some', 'some', count(*), '%s', '1', '{"zoneId":"z1","activationSeq":7}',
                    '{"actor":"admin:test","requestId":"request","correlationId":"first-request","onBehalfOfNote":"who"}',
                    '2026-01-01T00:00:00.123456Z'
                from events.domain_event
                """
                        .formatted(eventType));
        return new GlobalSequenceTrackingToken(Long.parseLong(
                views.rows("select max(global_index) from events.domain_event").get(0)));
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(views.database())
                .schemas("views")
                .defaultSchema("views")
                .locations("classpath:db/views")
                .target(version)
                .load()
                .migrate();
    }

    private void run(String statement) {
        views.sql().sql(statement).update();
    }
}
