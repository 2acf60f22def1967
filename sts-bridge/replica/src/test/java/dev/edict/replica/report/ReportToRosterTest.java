package dev.edict.replica.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.replica.FakeControlPlane;
import dev.edict.replica.FakeControlPlane.Received;
import dev.edict.replica.canary.CanaryRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the control plane's roster is told. */
class ReportToRosterTest {

    private final FakeControlPlane edict = FakeControlPlane.started();
    private final AtomicReference<List<ZoneReport>> zones = new AtomicReference<>(List.of());
    private volatile @Nullable Long dropped;
    private final List<CanaryRequest> asked = new CopyOnWriteArrayList<>();
    private final Reporter reporter = reporter(Duration.ofMillis(299_001));

    private Reporter reporter(@Nullable Duration budget) {
        return new Reporter(
                edict.client(),
                "gw-1",
                "edict-replica/1",
                budget,
                Set.of("z1"),
                false,
                this::current,
                asked::add,
                () -> dropped);
    }

    private List<ZoneReport> current() {
        var now = zones.get();
        return now == null ? List.of() : now;
    }

    @AfterEach
    void close() {
        reporter.close();
        edict.close();
    }

    private static ZoneReport zone(String id, long seq, Duration age) {
        return new ZoneReport(
                id,
                seq,
                "ab",
                Instant.parse("2026-11-29T12:00:00Z"),
                age,
                Duration.ofSeconds(9),
                "loaded",
                false,
                null);
    }

    private List<Received> reports() {
        return edict.received("POST", "/v1/replicas/gw-1/reports");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> zonesOf(Received report) {
        return (List<Map<String, Object>>) report.body().getOrDefault("zones", List.of());
    }

    private List<Received> reportsWithZones() {
        return reports().stream().filter(report -> !zonesOf(report).isEmpty()).toList();
    }

    private void awaitReports(int count) {
        await("%d reports".formatted(count)).until(() -> reports().size() >= count);
    }

    @Test
    void it_registers_with_its_id_budget_software_and_zones() {
        reporter.start();
        awaitReports(1);

        assertThat(edict.received("POST", "/v1/replicas"))
                .extracting(Received::body)
                .containsExactly(Map.of(
                        "id",
                        "gw-1",
                        "staleness_budget_seconds",
                        300,
                        "software",
                        "edict-replica/1",
                        "evaluates_canaries",
                        true,
                        "gateway",
                        false,
                        "zones",
                        List.of("z1")));
    }

    @Test
    void without_a_budget_it_says_none() {
        try (var unbounded = reporter(null)) {
            unbounded.start();
            await("a registration")
                    .until(() -> !edict.received("POST", "/v1/replicas").isEmpty());
        }
        assertThat(edict.received("POST", "/v1/replicas").get(0).body()).doesNotContainKey("staleness_budget_seconds");
    }

    @Test
    void a_report_has_each_zone_with_both_ages() {
        zones.set(List.of(zone("z1", 12, Duration.ofMillis(120))));
        reporter.start();
        await("the zone is told").until(() -> !reportsWithZones().isEmpty());

        assertThat(zonesOf(reportsWithZones().get(0)))
                .containsExactly(Map.of(
                        "zone_id",
                        "z1",
                        "activation_seq",
                        12,
                        "manifest_sha256",
                        "ab",
                        "loaded_at",
                        "2026-11-29T12:00:00Z",
                        "confirmed_current_age_ms",
                        120,
                        "since_change_age_ms",
                        9_000,
                        "state",
                        "loaded",
                        "decided",
                        false));
    }

    @Test
    void a_report_has_how_many_invalidations_were_dropped_if_any_are_read() {
        reporter.start();
        awaitReports(1);
        assertThat(reports().get(0).body()).doesNotContainKey("rejected_invalidations");
        dropped = 2L;
        reporter.wake();
        await("the number is told").until(() -> reports().stream()
                .anyMatch(report -> Integer.valueOf(2).equals(report.body().get("rejected_invalidations"))));
    }

    @Test
    void the_answer_tells_whose_canaries_are_wanted() {
        edict.defineCanaries("z1", 3, "pay", "resource://r");
        zones.set(List.of(zone("z1", 12, Duration.ofMillis(120))));
        reporter.start();
        await("the answer to the report").until(() -> !asked.isEmpty());
        assertThat(asked).containsExactly(new CanaryRequest(1, "z1", 12));
    }

    /** The control plane refuses a null. */
    @Test
    void what_is_not_known_is_left_out() {
        zones.set(List.of(new ZoneReport("z1", 2, null, null, Duration.ZERO, Duration.ZERO, "loaded", false, null)));
        reporter.start();
        await("the zone is told").until(() -> !reportsWithZones().isEmpty());

        assertThat(zonesOf(reportsWithZones().get(0)).get(0))
                .doesNotContainKeys("manifest_sha256", "loaded_at", "error")
                .containsEntry("activation_seq", 2);
    }

    @Test
    void each_report_says_how_long_ago_the_zone_in_force_was_confirmed_that_was_confirmed_longest_ago() {
        var failed = new ZoneReport("z3", 1, "ab", null, Duration.ofHours(1), Duration.ZERO, "failed", false, "why");
        zones.set(List.of(zone("z1", 1, Duration.ofMillis(7)), zone("z2", 1, Duration.ofMillis(40)), failed));
        reporter.start();
        awaitReports(2);

        assertThat(reports())
                .allSatisfy(report -> assertThat(report.body()).containsEntry("confirmed_current_age_ms", 40));
    }

    @Test
    void only_changes_are_told_and_a_growing_age_is_none() {
        zones.set(List.of(zone("z1", 1, Duration.ZERO), zone("z2", 1, Duration.ZERO)));
        reporter.start();
        await("both are told").until(() -> !reportsWithZones().isEmpty());

        zones.set(List.of(zone("z1", 1, Duration.ofSeconds(5)), zone("z2", 2, Duration.ZERO)));
        reporter.wake();

        await("the change is told").until(() -> reportsWithZones().size() == 2);
        assertThat(zonesOf(reportsWithZones().get(1)))
                .extracting(zone -> zone.get("zone_id"))
                .containsExactly("z2");
    }

    @Test
    void a_heartbeat_goes_on_without_changes_and_the_counter_grows() {
        reporter.start();
        awaitReports(4);

        assertThat(reports()).extracting(report -> report.body().get("counter")).startsWith(1, 2, 3, 4);
        assertThat(reports()).allSatisfy(report -> assertThat(zonesOf(report)).isEmpty());
        assertThat(reports())
                .extracting(report -> report.body().get("incarnation"))
                .containsOnly(1);
    }

    @Test
    void a_change_is_told_before_the_next_heartbeat() {
        edict.heartbeatSeconds(3_600);
        reporter.start();
        awaitReports(1);

        zones.set(List.of(zone("z1", 1, Duration.ZERO)));
        reporter.wake();

        await("the change is told").atMost(Duration.ofSeconds(1)).until(() -> !reportsWithZones()
                .isEmpty());
    }

    @Test
    void more_zones_than_a_report_holds_are_told_in_several() {
        zones.set(IntStream.range(0, 2_500)
                .mapToObj(n -> zone("z" + n, 1, Duration.ZERO))
                .toList());
        reporter.start();

        await("all are told").until(() -> reportsWithZones().size() == 3);
        assertThat(reportsWithZones())
                .extracting(report -> zonesOf(report).size())
                .containsExactly(1_000, 1_000, 500);
    }

    @Test
    void after_a_superseded_incarnation_it_registers_anew_and_tells_everything() {
        zones.set(List.of(zone("z1", 1, Duration.ZERO)));
        reporter.start();
        await("the zone is told").until(() -> !reportsWithZones().isEmpty());

        edict.refuseNext("409 incarnation_superseded");

        await("it is told again").until(() -> reportsWithZones().size() == 2);
        assertThat(reportsWithZones())
                .extracting(report -> report.body().get("incarnation"))
                .containsExactly(1, 2);
        assertThat(reportsWithZones().get(1).body()).containsEntry("counter", 1);
    }

    @Test
    void an_id_that_is_in_use_is_asked_for_again() {
        edict.refuseNext("409 replica_id_in_use");
        reporter.start();

        awaitReports(1);
        assertThat(edict.received("POST", "/v1/replicas")).hasSize(2);
    }

    @Test
    void a_report_that_was_lost_is_sent_again_with_a_higher_counter() {
        reporter.start();
        awaitReports(1);
        zones.set(List.of(zone("z1", 1, Duration.ZERO)));

        edict.refuseNext("503 postgres_unreachable");

        await("it is told").until(() -> reportsWithZones().size() >= 2);
        var counters = new ArrayList<Integer>();
        reports().forEach(report -> counters.add((Integer) report.body().get("counter")));
        assertThat(counters).isSorted();
        assertThat(new HashSet<>(counters)).hasSameSizeAs(counters);
    }

    @Test
    void a_zone_that_is_refused_does_not_keep_the_others_from_being_told() {
        zones.set(List.of(zone("z1", 1, Duration.ZERO), zone("z2", 1, Duration.ZERO)));
        reporter.start();
        await("both are told").until(() -> !reportsWithZones().isEmpty());
        zones.set(List.of(zone("z1", 99, Duration.ZERO), zone("z2", 2, Duration.ZERO)));

        edict.refuseNext("422 activation_unknown");
        reporter.wake();

        await("both are told again, one by one")
                .until(() -> reportsWithZones().stream()
                                .filter(report -> zonesOf(report).size() == 1)
                                .count()
                        == 2);
    }

    @Test
    void at_the_end_it_says_goodbye() {
        reporter.start();
        awaitReports(1);

        reporter.close();

        assertThat(edict.received("DELETE", "/v1/replicas/gw-1\\?incarnation=1"))
                .hasSize(1);
    }

    @Test
    void at_the_end_it_waits_for_no_control_plane_that_is_gone() {
        reporter.start();
        awaitReports(1);
        edict.end();
        var began = System.nanoTime();

        reporter.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    }
}
