package dev.edict.audit.retention;

import static dev.edict.audit.retention.MonthTable.State.ATTACHED;
import static dev.edict.audit.retention.MonthTable.State.DETACHED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A month is dropped when all of it lies before the retention, and what it had is recorded before. */
@Tag("servers")
class DropMonthsTest {

    private final RetainedMonths months = new RetainedMonths();

    @Test
    void drops_the_months_that_end_before_the_retention_and_keeps_others() {
        months.events("z1", "2024-02", 8);
        months.events("z1", "2024-03", 8);
        months.events("z1", "2024-04", 8);
        months.retainFrom("2024-04-20T00:00:00Z");
        assertThat(months.months()).containsKey("2024-04").doesNotContainKeys("2024-02", "2024-03");
        assertThat(months.counted("2024-04")).hasSize(1);
    }

    @Test
    void drops_a_month_at_its_end_and_not_a_microsecond_before() {
        months.events("z1", "2024-03", 8);
        months.retainFrom("2024-03-31T23:59:59.999999Z");
        assertThat(months.months()).containsKey("2024-03");
        months.retainFrom("2024-04-01T00:00:00Z");
        assertThat(months.months()).doesNotContainKey("2024-03");
    }

    @Test
    void records_for_each_zone_what_plain_sql_counts() {
        months.events("z1", "2024-03", 1_003);
        months.events("z2", "2024-03", 1);
        months.events("z:3", "2024-03", 50);
        var counted = months.counted("2024-03");
        months.retainFrom("2024-05-01T00:00:00Z");
        assertThat(months.records.of("2024-03")).hasSize(3).containsExactlyInAnyOrderElementsOf(counted);
    }

    @Test
    void reads_the_events_of_a_time_in_the_order_of_their_ids_across_pages() {
        months.events("z1", "2024-03", 100);
        var counted = months.counted("2024-03");
        var table = new MonthTable(YearMonth.of(2024, 3), ATTACHED);
        for (var page = 1; page <= 101; page += 10) {
            var seals = new RecordedSeals();
            assertThat(new MonthSeal(new MonthContents(months.pool(), page), seals).seal(table))
                    .isTrue();
            assertThat(seals.of("2024-03")).as("pages of " + page).isEqualTo(counted);
        }
    }

    @Test
    void reads_a_page_from_an_index_although_nothing_is_known_about_the_table() {
        months.events("z1", "2024-03", 20_000);
        var page = MonthContents.pageOf(new MonthTable(YearMonth.of(2024, 3), ATTACHED));
        new RetentionSession(months.pool()).tryRun(session -> assertThat(String.join(
                        "\n",
                        JdbcClient.create(session)
                                .sql("explain " + page)
                                .param("zone", "z1")
                                .param("at", MonthTable.start(YearMonth.of(2024, 3)))
                                .param("id", "")
                                .param("page", 5_000)
                                .query(String.class)
                                .list()))
                .contains("Incremental Sort", "Index Scan using")
                .doesNotContain("Bitmap", "Seq Scan"));
    }

    @Test
    void an_event_without_a_hash_is_counted_and_adds_nothing_to_the_digest() {
        months.events("z1", "2024-03", 8);
        months.sql()
                .sql("update bridge.audit_events set content_sha256 = null where id = 'z1-2024-03-4'")
                .update();
        var counted = months.counted("2024-03");
        months.retainFrom("2024-05-01T00:00:00Z");
        assertThat(months.records.of("2024-03")).isEqualTo(counted);
    }

    @Test
    void keeps_the_month_until_every_zone_is_sealed() {
        months.events("z1", "2024-03", 8);
        months.events("z2", "2024-03", 8);
        months.records.leaveRoomFor(1);
        months.retainFrom("2024-05-01T00:00:00Z");
        assertThat(months.months()).containsEntry("2024-03", ATTACHED);
        assertThat(months.records.of("2024-03")).hasSize(1);

        months.records.leaveRoomFor(1);
        months.retainFrom("2024-05-01T00:00:00Z");
        assertThat(months.months()).doesNotContainKey("2024-03");
        assertThat(months.records.of("2024-03")).hasSize(2);
    }

    @Test
    void drops_a_month_without_events_and_records_nothing() {
        months.events("z1", "2024-03", 0);
        months.retainFrom("2024-05-01T00:00:00Z");
        assertThat(months.months()).doesNotContainKey("2024-03");
        assertThat(months.records.sent()).isZero();
    }

    @Test
    void a_sealed_month_stays_if_the_retention_was_extended_meanwhile() {
        months.events("z1", "2024-03", 8);
        new MonthDrops(months.pool()).begin(new MonthTable(YearMonth.of(2024, 3), ATTACHED));
        months.retainFrom("2024-03-10T00:00:00Z");
        assertThat(months.months()).containsEntry("2024-03", ATTACHED);
        assertThat(months.counted("2024-03")).hasSize(1);
    }

    @Test
    void a_month_that_an_operator_detached_stays() {
        months.events("z1", "2024-03", 8);
        new MonthTables(months.pool()).detach(new MonthTable(YearMonth.of(2024, 3), ATTACHED));
        months.retainFrom("2024-05-01T00:00:00Z");
        assertThat(months.months()).containsEntry("2024-03", DETACHED);
        assertThat(months.ids("2024-03")).isEqualTo(8);
    }

    @Test
    void the_ids_of_dropped_months_are_removed_and_no_others() {
        months.events("z1", "2024-02", 30_000);
        months.events("z1", "2024-03", 10);
        months.events("z1", "2024-04", 30_000);
        months.retainFrom("2024-04-10T00:00:00Z");
        assertThat(months.ids("2024-02")).isZero();
        assertThat(months.ids("2024-03")).isZero();
        assertThat(months.ids("2024-04")).isEqualTo(30_000);
        assertThat(months.unfinished()).isEmpty();
    }
}
