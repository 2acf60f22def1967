package dev.edict.query.asof;

import static dev.edict.query.QueryRejection.Reason.INSTANT_BEFORE_ZONE;
import static dev.edict.query.QueryRejection.Reason.INSTANT_IN_FUTURE;
import static dev.edict.query.QueryRejection.Reason.INVALID_QUERY;
import static dev.edict.query.QueryRejection.Reason.SEQUENCE_BEYOND_HEAD;
import static dev.edict.query.QueryRejection.Reason.ZONE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.edict.query.ContentCorrupted;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What may be asked about the past, what is refused by name, and what decision points enforced. */
@Tag("servers")
class AskForThePastTest {

    private static final String AS_OF = "/v1/zones/z1/as-of?";
    private static final Instant REGISTERED = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final Map<String, Object> BY = Map.of("actor", "admin:a", "requestId", "r");

    private final Tables tables = new Tables();
    private final PastLog log = new PastLog(tables.database());
    private final Slice http = AsOfSlice.of(tables.database());

    /** z0 is older; z1 has two versions of which the second governs from the fourth minute on. */
    @BeforeEach
    void past() {
        append(-60, "zone.registered", "z0", Map.of("zoneId", "z0"));
        append(0, "zone.registered", "z1", Map.of("zoneId", "z1"));
        append(0, "policy.created", "p1", Map.of("zoneId", "z1", "policyId", "p1", "name", "grants"));
        append(0, "policy_set.created", "s1", Map.of("zoneId", "z1", "policySetId", "s1", "name", "payments"));
        for (int n = 1; n <= 2; n++) {
            var text = log.content("text " + n);
            append(
                    1,
                    "policy.version_created",
                    "p1",
                    Map.of(
                            "zoneId",
                            "z1",
                            "policyId",
                            "p1",
                            "versionId",
                            "p1v" + n,
                            "version",
                            n,
                            "contentSha256",
                            text));
            append(
                    2,
                    "policy_set.version_created",
                    "s1",
                    Map.of(
                            "zoneId",
                            "z1",
                            "policySetId",
                            "s1",
                            "versionId",
                            "s1v" + n,
                            "version",
                            n,
                            "policyVersionIds",
                            List.of("p1v" + n)));
        }
        activate(3, 1);
        activate(4, 2);
        log.flush();
    }

    private void activate(int minute, int number) {
        append(
                minute,
                "zone.version_activated",
                "z1",
                Map.of(
                        "zoneId",
                        "z1",
                        "policySetId",
                        "s1",
                        "versionId",
                        "s1v" + number,
                        "manifestSha256",
                        "sha",
                        "activationSeq",
                        number));
    }

    private void append(int minute, String type, String stream, Map<String, Object> payload) {
        var at = REGISTERED.plus(Duration.ofMinutes(minute));
        log.append(type, 1, stream, payload, BY, at, at);
    }

    @AfterEach
    void disconnect() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "at=2026-03-01T12:05:00Z&seq=3",
                "at=yesterday",
                "at=2026-03-01T12:05:00",
                "at=2026-03-01",
                "at=1772366700",
                "at=2026-02-30T12:05:00Z",
                "at=2026-03-01T12:05:00Z&at=2026-03-01T12:05:00Z",
                "seq=0",
                "seq=-1",
                "seq=1.5",
                "seq=first",
                "seq=9999999999999999999",
                "seq=",
                "seq=3&texts=yes"
            })
    void what_is_no_point_of_the_past_is_an_invalid_query(String query) {
        assertThat(http.refused(AS_OF + query).reason()).isEqualTo(INVALID_QUERY);
    }

    @Test
    void a_plus_that_arrives_as_a_blank_is_refused_with_its_encoding() {
        assertThat(http.refused(AS_OF + "at=2026-03-01T12:05:00%2002:00")).hasMessageContaining("%2B01:00");
    }

    @Test
    void an_offset_names_the_same_instant_as_utc() {
        var answer = http.get(AS_OF + "at=2026-03-01T14:03:30%2B02:00");
        assertThat(answer.get("at").stringValue()).isEqualTo("2026-03-01T12:03:30.000000Z");
        assertThat(answer.at("/desired/version/version_id").stringValue()).isEqualTo("s1v1");
    }

    @Test
    void an_instant_in_the_future_is_refused_by_the_clock_of_the_database() {
        var refused = http.refused(AS_OF + "at=" + Instant.now().plus(Duration.ofHours(1)));
        assertThat(refused.reason()).isEqualTo(INSTANT_IN_FUTURE);
        assertThat(refused).hasMessageMatching("at is in the future: by the clock of the database it is 20\\d\\d-.*Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at=2026-03-01T12:00:00Z", "at=2026-03-01T11:30:00Z", "at=1999-01-01T00:00:00Z", "seq=1"})
    void a_point_before_the_zone_is_refused_with_the_first_one(String query) {
        var refused = http.refused(AS_OF + query);
        assertThat(refused.reason()).isEqualTo(INSTANT_BEFORE_ZONE);
        assertThat(refused)
                .hasMessageContaining("zone z1 exists since 2026-03-01T12:00:00.000001Z, event 2 of the log");
    }

    @Test
    void an_index_beyond_the_head_is_refused_with_the_last_one() {
        var refused = http.refused(AS_OF + "seq=11");
        assertThat(refused.reason()).isEqualTo(SEQUENCE_BEYOND_HEAD);
        assertThat(refused).hasMessageContaining("its last event has the index 10");
    }

    @Test
    void an_unknown_zone_is_not_found() {
        assertThat(http.refused("/v1/zones/z9/as-of?seq=1").reason()).isEqualTo(ZONE_NOT_FOUND);
        assertThat(http.refused("/v1/zones/p1/as-of?seq=10").reason()).isEqualTo(ZONE_NOT_FOUND);
    }

    @Test
    void a_zone_that_was_archived_since_is_answered_and_an_archived_one_says_so() {
        append(5, "zone.deactivated", "z1", Map.of("zoneId", "z1", "policySetId", "s1", "activationSeq", 3));
        append(5, "zone.archived", "z1", Map.of("zoneId", "z1"));
        log.flush();
        var before = http.get(AS_OF + "at=2026-03-01T12:04:30Z");
        assertThat(before.get("archived").booleanValue()).isFalse();
        assertThat(before.at("/desired/version/version_id").stringValue()).isEqualTo("s1v2");
        var after = http.get(AS_OF + "at=2026-03-01T12:05:30Z");
        assertThat(after.get("archived").booleanValue()).isTrue();
        assertThat(after.at("/desired/governed").booleanValue()).isFalse();
        assertThat(after.at("/desired/change/change").stringValue()).isEqualTo("deactivated");
    }

    @Test
    void a_zone_is_answered_without_the_tables_of_the_projections() {
        tables.change("drop schema views cascade");
        assertThat(http.get(AS_OF + "seq=10&texts=true")
                        .at("/desired/policies/0/content")
                        .stringValue())
                .isEqualTo("text 2");
    }

    @Test
    void a_text_that_is_not_the_stored_one_is_never_served() {
        log.change("update events.content set content = 'other' where content = 'text 2'");
        assertThat(http.send(HttpMethod.GET, AS_OF + "seq=10&texts=true").getUnresolvedException())
                .hasCauseInstanceOf(ContentCorrupted.class)
                .hasMessageContaining("policy version p1v2");
        assertThat(http.get(AS_OF + "seq=10").at("/desired/policies/0").has("content"))
                .isFalse();
    }

    @Test
    void an_instant_just_now_waits_for_the_append_that_is_dated_before_it() throws SQLException {
        try (var append = tables.database().getConnection()) {
            append.setAutoCommit(false);
            append.createStatement()
                    .execute(
                            """
                            insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number,
                                event_type, revision, payload, metadata, occurred_at)
                            values ('late', 'Any', 'settings/z1', 0, 'zone_settings.changed', '1',
                                '{"zoneId":"z1","settingsSeq":1,"strict":true}', '{}', '2026-03-01T12:00:00.000000Z')
                            """);
            var now = now();
            var answer = CompletableFuture.supplyAsync(() -> http.get(AS_OF + "at=" + now));
            await("the question waits for the append").until(() -> isWaiting() || answer.isDone());
            assertThat(answer).isNotDone();
            append.commit();
            assertThat(answer.join().at("/in_force/settings_seq").longValue()).isEqualTo(1);
        }
    }

    private Instant now() {
        return JdbcClient.create(tables.database())
                .sql("select clock_timestamp()")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private boolean isWaiting() {
        return JdbcClient.create(tables.database())
                .sql("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
                .query(Boolean.class)
                .single();
    }

    @Test
    void every_decision_point_has_what_it_enforced_by_its_own_clock() {
        point("behind", 1);
        load("behind", 1, "2026-03-01T12:03:10Z", "2026-03-01T12:09:00Z");
        load("behind", 2, "2026-03-01T12:09:00Z", null);
        point("current", 2);
        load("current", 1, "2026-03-01T12:03:05Z", "2026-03-01T12:04:01Z");
        load("current", 2, "2026-03-01T12:04:01Z", null);
        point("gone", 3);
        load("gone", 2, "2026-03-01T12:04:02Z", "2026-03-01T12:04:03Z");
        point("late", 4);
        load("late", 2, "2026-03-01T12:30:00Z", null);
        assertThat(enforced("12:04:30")).isEqualTo("behind 1 s1v1 1 false, current 2 s1v2 2 true");
        assertThat(enforced("12:04:00")).isEqualTo("behind 1 s1v1 1 true, current 1 s1v1 1 true");
        assertThat(enforced("12:03:07")).isEqualTo("current 1 s1v1 1 true");
        assertThat(enforced("12:40:00")).isEqualTo("behind 2 s1v2 2 true, current 2 s1v2 2 true, late 2 s1v2 2 true");
    }

    @Test
    void a_decision_point_of_another_zone_is_not_told() {
        point("elsewhere", 1);
        tables.change("update bridge.decision_point set zone_id = 'z0'");
        load("elsewhere", 1, "2026-03-01T12:03:10Z", null);
        assertThat(enforced("12:04:30")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "89, true", "91, false"})
    void what_is_older_than_the_retention_is_said_to_be_incomplete(int days, boolean complete) {
        append(0, "zone.registered", "old", Map.of("zoneId", "old"));
        log.flush();
        log.change("update events.domain_event set recorded_at = '2020-01-01T00:00:00Z'");
        var answer = http.get("/v1/zones/old/as-of?at=" + Instant.now().minus(Duration.ofDays(days)));
        assertThat(answer.at("/effective/complete").booleanValue()).isEqualTo(complete);
        assertThat(Instant.parse(answer.at("/effective/kept_since").stringValue()))
                .isCloseTo(Instant.now().minus(AsOfSlice.RETENTION), within(1, ChronoUnit.MINUTES));
    }

    private String enforced(String time) {
        var points = http.get(AS_OF + "at=2026-03-01T%sZ".formatted(time)).at("/effective/decision_points");
        return String.join(
                ", ",
                points.valueStream()
                        .map(point -> String.join(
                                " ",
                                point.get("id").asString(),
                                point.get("activation_seq").asString(),
                                point.get("version_id").asString(),
                                point.get("version").asString(),
                                point.get("agrees").asString()))
                        .toList());
    }

    private void point(String id, int incarnation) {
        tables.change(
                """
                insert into bridge.decision_point (id, incarnation, kind, owner, began_at, reported_at, lease_until)
                values (?, ?, 'replica', 'o', now(), now(), now())
                """,
                id,
                incarnation);
    }

    private void load(String id, int seq, String from, @Nullable String to) {
        tables.change(
                """
                insert into bridge.load (replica, incarnation, zone_id, activation_seq, from_at, to_at, recorded_at)
                select id, incarnation, 'z1', ?, ?::timestamptz, ?::timestamptz, now() from bridge.decision_point where id = ?
                """,
                seq,
                from,
                to,
                id);
    }
}
