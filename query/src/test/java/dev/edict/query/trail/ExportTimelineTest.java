package dev.edict.query.trail;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;

/** Files of the timeline, the timeline of all zones, and what an entry followed from. */
@Tag("servers")
@TestInstance(Lifecycle.PER_CLASS)
class ExportTimelineTest {

    private static final String ZONE = "/v1/zones/z1/timeline";

    private final Tables tables = Tables.lasting();
    private final Slice slice =
            new Slice(TimelineSlices.controller(tables.database(), new TimelineEntries(tables.database())));

    @BeforeAll
    void a_history() {
        tables.zone("z1", START);
        tables.zone("z2", START);
        tables.change("insert into events.note (note_id, salt, text) values ('why', '\\x00', '=cmd()')");
        happened(1, "z1", "policy_set.version_simulated", "simulation_id", "'sim'");
        happened(2, "z1", "zone.version_activated", "activation_seq, simulation_id", "1, 'sim'");
        happened(3, "z1", "deployment.propagated", "of_activation_seq", "1");
        happened(4, "z1", "deployment.verified", "of_activation_seq", "1");
        happened(5, "z2", "zone.version_activated", "activation_seq", "1");
        happened(6, "z1", "zone.activation_rolled_back", "activation_seq, reason_note_id", "2, 'why'");
    }

    @ParameterizedTest
    @CsvSource({"1, null, [2]", "2, 1, '[3,4,6]'", "3, 2, []", "4, 2, []", "5, null, []", "6, 2, []"})
    void an_entry_names_what_it_followed_from_and_what_followed(long sequence, String cause, String effects) {
        var entry = slice.get("/v1/timeline?order=asc").get("items").get((int) sequence - 1);
        assertThat(entry.get("sequence").longValue()).isEqualTo(sequence);
        assertThat(entry.get("cause").toString()).isEqualTo(cause);
        assertThat(entry.get("effects").toString()).isEqualTo(effects);
    }

    @Test
    void a_deployment_tells_of_which_activation_it_is() {
        assertThat(slice.get(ZONE + "?event=deployment.verified")
                        .get("items")
                        .get(0)
                        .get("activation_seq")
                        .longValue())
                .isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 6 5 4 3 2 1",
        "?event=zone.version_activated, 5 2",
        "?text=changed, 6 5 4 3 2 1",
        "?text=zone.activation_rolled_back, 6"
    })
    void the_timeline_of_all_zones_is_searched_like_that_of_one(String query, String sequences) {
        var found = slice.get("/v1/timeline" + query).get("items").valueStream().map(entry -> entry.get("sequence")
                .asString());
        assertThat(String.join(" ", found.toList())).isEqualTo(sequences);
    }

    @Test
    void a_file_has_every_entry_of_the_zone_the_oldest_first() {
        var file = file(ZONE + "/export", "application/x-ndjson", "timeline-z1.ndjson");
        var lines = file.split("\n");
        assertThat(lines).hasSize(5);
        assertThat(file)
                .as("NDJSON 1.0 §3.1: each text is followed by a line feed")
                .endsWith("}\n");
        var sequences = List.of(lines).stream()
                .map(line -> JsonMapper.shared().readTree(line).get("sequence").longValue())
                .toList();
        assertThat(sequences).containsExactly(1L, 2L, 3L, 4L, 6L);
    }

    @Test
    void a_file_for_spreadsheets_has_a_header_and_no_formulas() {
        var lines = file(ZONE + "/export?format=csv&event=zone.activation_rolled_back", "text/csv", "timeline-z1.csv")
                .split("\r\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[0])
                .startsWith("sequence,recorded_at,occurred_at,zone_id,event,summary,reason,reason_note_id,actor,");
        assertThat(lines[1])
                .startsWith("6,2026-01-01T00:00:00.000006Z,2026-01-01T00:00:00.123456Z,z1,zone.activation_rolled_back,"
                        + "It changed,'=cmd(),why,admin:a,,,false,2,");
    }

    @Test
    void a_file_of_all_zones_has_the_entries_of_all() {
        assertThat(file("/v1/timeline/export?format=csv", "text/csv", "timeline.csv")
                        .split("\r\n"))
                .hasSize(7);
    }

    @Test
    void an_unknown_format_or_zone_is_refused_before_anything_is_written() {
        assertThat(slice.refused(ZONE + "/export?format=xml").reason()).isEqualTo(Reason.INVALID_QUERY);
        assertThat(slice.refused("/v1/zones/nowhere/timeline/export").reason()).isEqualTo(Reason.ZONE_NOT_FOUND);
    }

    private String file(String uri, String mediaType, String name) {
        var answer = slice.send(HttpMethod.GET, uri);
        assertThat(answer).hasStatusOk();
        assertThat(answer.getResponse().getContentType()).startsWith(mediaType);
        assertThat(answer).hasHeader("Content-Disposition", "attachment; filename=\"%s\"".formatted(name));
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private void happened(long sequence, String zoneId, String event, String columns, String values) {
        tables.change(
                """
                insert into views.timeline (sequence, event_id, event_type, recorded_at, occurred_at, actor, request_id,
                    correlation_id, zone_id, summary, search, %s)
                values (?, ?, ?, timestamptz '2026-01-01Z' + ? * interval '1 microsecond', ?, 'admin:a', 'r', 'r', ?,
                    'It changed', to_tsvector('simple', 'It changed ' || ?), %s)
                """
                        .formatted(columns, values),
                sequence,
                "event-" + sequence,
                event,
                sequence,
                Tables.utc(START),
                zoneId,
                event);
    }
}
