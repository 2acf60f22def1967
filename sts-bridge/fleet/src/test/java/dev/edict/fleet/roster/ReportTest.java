package dev.edict.fleet.roster;

import static dev.edict.command.api.Rejection.Reason.ACTIVATION_UNKNOWN;
import static dev.edict.command.api.Rejection.Reason.INCARNATION_SUPERSEDED;
import static dev.edict.command.api.Rejection.Reason.REPLICA_UNKNOWN;
import static dev.edict.command.api.Rejection.Reason.REPORT_OUT_OF_ORDER;
import static dev.edict.command.api.Rejection.Reason.ZONE_FORBIDDEN;
import static dev.edict.fleet.FleetDatabase.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edict.command.api.Rejection;
import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.roster.ReportBody.ZoneReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A report is recorded if it is this decision point's, newer than the last, and names what the log has. */
@Tag("servers")
class ReportTest {

    private static final Owner CI = new Owner("admin:ci", null);
    private static final Owner OTHER = new Owner("admin:other", null);

    private final FleetDatabase database = FleetDatabase.empty();
    private final ShortTransactions transactions = new ShortTransactions(database.pool());
    private final Roster roster = new Roster(database.pool(), transactions);
    private final Reports reports = new Reports(
            database.pool(),
            roster,
            new Loads(database.pool()),
            transactions,
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build());

    private long incarnation;
    private long counter;

    @BeforeEach
    void register() {
        database.registerZones("z1", "z2");
        database.activate("z1", 1);
        database.activate("z1", 2);
        incarnation = roster.register(new RegisterBody("gw-1", 300, null, null, null, null), CI);
    }

    @Test
    void what_was_loaded_is_recorded() {
        report(loaded("z1", 2, manifest(2)));
        assertThat(database.rows("select state, activation_seq, loaded_seq from bridge.decision_point_zone"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("state", "loaded")
                        .containsEntry("activation_seq", 2L)
                        .containsEntry("loaded_seq", 2L));
    }

    @Test
    void a_report_keeps_how_many_invalidations_were_dropped_and_when_that_grew() {
        heartbeat();
        assertThat(rejected()).containsEntry("rejected_invalidations", 0L).containsEntry("rejected_at", null);
        heartbeat(3L);
        var grown = rejected();
        assertThat(grown).containsEntry("rejected_invalidations", 3L);
        assertThat(grown.get("rejected_at")).isNotNull();
        heartbeat(3L);
        heartbeat();
        assertThat(rejected()).isEqualTo(grown);
    }

    private Map<String, Object> rejected() {
        return database.rows("select rejected_invalidations, rejected_at from bridge.decision_point")
                .get(0);
    }

    private void heartbeat(long dropped) {
        counter++;
        reports.record("gw-1", new ReportBody(incarnation, counter, null, dropped, List.of()), CI);
    }

    @Test
    void every_report_renews_the_lease() {
        database.passed("gw-1", "14 seconds");
        heartbeat();
        assertThat(leaseSeconds()).isBetween(13L, 15L);
    }

    @Test
    void a_process_whose_lease_lapsed_goes_on_while_nobody_took_its_id() {
        database.passed("gw-1", "1 hour");
        heartbeat();
        assertThat(leaseSeconds()).isBetween(13L, 15L);
    }

    @Test
    void a_replayed_or_older_report_is_refused() {
        report(loaded("z1", 1, manifest(1)));
        counter--;
        assertThat(refused(loaded("z1", 1, manifest(1)))).isEqualTo(REPORT_OUT_OF_ORDER);
        counter = 0;
        database.passed("gw-1", "1 second");
        assertThat(refused()).isEqualTo(REPORT_OUT_OF_ORDER);
    }

    @Test
    void the_report_of_a_superseded_incarnation_is_refused() {
        database.passed("gw-1", "16 seconds");
        roster.register(new RegisterBody("gw-1", 300, null, null, null, null), CI);
        assertThat(refused(loaded("z1", 2, manifest(2)))).isEqualTo(INCARNATION_SUPERSEDED);
    }

    @Test
    void a_forged_incarnation_or_id_is_refused() {
        incarnation++;
        assertThat(refused()).isEqualTo(REPLICA_UNKNOWN);
        assertThat(refusedBy(() -> reports.record("gw-9", new ReportBody(1L, 1L, null, null, List.of()), CI)))
                .isEqualTo(REPLICA_UNKNOWN);
    }

    @Test
    void the_report_of_another_token_is_refused_as_if_there_were_no_such_id() {
        assertThat(refusedBy(
                        () -> reports.record("gw-1", new ReportBody(incarnation, 1L, null, null, List.of()), OTHER)))
                .isEqualTo(REPLICA_UNKNOWN);
    }

    @Test
    void a_report_after_a_goodbye_is_refused() {
        roster.sayGoodbye("gw-1", incarnation, CI);
        assertThat(refused(loaded("z1", 2, manifest(2)))).isEqualTo(REPLICA_UNKNOWN);
    }

    @Test
    void an_activation_of_the_future_is_refused() {
        assertThat(refused(loaded("z1", 3, manifest(3)))).isEqualTo(ACTIVATION_UNKNOWN);
    }

    @Test
    void the_hash_of_another_activation_is_refused() {
        assertThat(refused(loaded("z1", 2, manifest(1)))).isEqualTo(ACTIVATION_UNKNOWN);
        assertThat(refused(loaded("z1", 2, null))).isEqualTo(ACTIVATION_UNKNOWN);
    }

    @Test
    void nothing_of_a_report_is_recorded_if_a_part_of_it_is_refused() {
        assertThat(refused(loaded("z1", 2, manifest(2)), loaded("z2", 1, manifest(1))))
                .isEqualTo(ACTIVATION_UNKNOWN);
        assertThat(database.count("bridge.decision_point_zone")).isZero();
        assertThat(database.rows("select counter from bridge.decision_point"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("counter", 0L));
    }

    @Test
    void a_deactivation_is_loaded_without_a_hash() {
        database.deactivate("z1", 3);
        assertThat(refused(loaded("z1", 3, manifest(3)))).isEqualTo(ACTIVATION_UNKNOWN);
        report(loaded("z1", 3, null));
        assertThat(database.rows("select loaded_seq from bridge.decision_point_zone"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("loaded_seq", 3L));
    }

    @Test
    void a_zone_without_an_activation_is_reported_as_number_0() {
        report(loaded("z2", 0, null));
        assertThat(refused(loaded("z2", 0, manifest(1)))).isEqualTo(ACTIVATION_UNKNOWN);
        assertThat(refused(loaded("nowhere", 0, null))).isEqualTo(ACTIVATION_UNKNOWN);
    }

    @Test
    void a_decision_point_never_goes_back() {
        report(loaded("z1", 2, manifest(2)));
        assertThat(refused(loaded("z1", 1, manifest(1)))).isEqualTo(REPORT_OUT_OF_ORDER);
    }

    @Test
    void a_failed_load_leaves_what_was_loaded_and_may_name_another_hash() {
        report(loaded("z1", 1, manifest(1)));
        report(zone("z1", 2, "f".repeat(64), "failed", "the content of pv-1 has another hash"));
        assertThat(database.rows("select state, activation_seq, loaded_seq, error from bridge.decision_point_zone"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("state", "failed")
                        .containsEntry("activation_seq", 2L)
                        .containsEntry("loaded_seq", 1L)
                        .containsEntry("error", "the content of pv-1 has another hash"));
    }

    @Test
    void another_zone_than_the_token_s_is_refused() {
        var report = new ReportBody(1L, 1L, null, null, List.of(loaded("z2", 0, null)));
        assertThat(refusedBy(() -> reports.requireOwnZone(report, new Owner("admin:z1", "z1"))))
                .isEqualTo(ZONE_FORBIDDEN);
        reports.requireOwnZone(report, new Owner("admin:z2", "z2"));
    }

    @Test
    void the_last_word_of_a_report_about_a_zone_counts() {
        report(loaded("z1", 1, manifest(1)), loaded("z1", 2, manifest(2)));
        assertThat(database.rows("select loaded_seq from bridge.decision_point_zone"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("loaded_seq", 2L));
    }

    @Test
    void loads_tell_what_was_enforced_from_when_to_when() {
        report(loaded("z1", 1, manifest(1)));
        report(loaded("z1", 2, manifest(2)));
        report(zone("z1", 2, manifest(2), "stale", null));
        report(loaded("z1", 2, manifest(2)));
        roster.sayGoodbye("gw-1", incarnation, CI);
        var loads = database.rows("select activation_seq, from_at, to_at from bridge.load order by from_at, to_at");
        assertThat(loads).extracting(row -> row.get("activation_seq")).containsExactly(1L, 2L, 2L);
        assertThat(loads).allSatisfy(row -> assertThat(row.get("to_at")).isNotNull());
        assertThat(
                        database.rows(
                                """
                        select from bridge.load a join bridge.load b
                            on a.from_at < b.from_at and a.to_at > b.from_at
                        """))
                .as("overlapping loads")
                .isEmpty();
    }

    @Test
    void a_load_never_begins_after_it_was_recorded() {
        report(new ZoneReport(
                "z1", 2L, manifest(2), Instant.parse("2100-01-01T00:00:00Z"), 0L, 0L, "loaded", null, null));
        assertThat(database.rows("select from bridge.load where from_at > recorded_at"))
                .isEmpty();
    }

    private void heartbeat() {
        report();
    }

    private void report(ZoneReport... zones) {
        counter++;
        reports.record("gw-1", new ReportBody(incarnation, counter, null, null, List.of(zones)), CI);
    }

    private Rejection.Reason refused(ZoneReport... zones) {
        return refusedBy(() -> report(zones));
    }

    private static Rejection.Reason refusedBy(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(Rejection.class, call).reason();
    }

    private static ZoneReport loaded(String zoneId, long seq, @Nullable String manifest) {
        return zone(zoneId, seq, manifest, "loaded", null);
    }

    private static ZoneReport zone(
            String zoneId, long seq, @Nullable String manifest, String state, @Nullable String error) {
        return new ZoneReport(zoneId, seq, manifest, Instant.now(), 10L, 100L, state, error, null);
    }

    private long leaseSeconds() {
        return database.sql()
                .sql("select extract(epoch from lease_until - clock_timestamp())::bigint from bridge.decision_point")
                .query(Long.class)
                .single();
    }
}
