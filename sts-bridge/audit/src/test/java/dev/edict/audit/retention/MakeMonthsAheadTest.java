package dev.edict.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class MakeMonthsAheadTest {

    private final RetainedMonths months = new RetainedMonths();
    private final MonthTables tables = new MonthTables(months.pool());

    @Test
    void this_month_and_the_next_three_have_a_table() {
        months.retainFrom("2024-06-14T00:00:00Z");
        assertThat(months.months()).containsOnlyKeys("2024-06", "2024-07", "2024-08", "2024-09");
        months.retainFrom("2024-06-14T00:00:00Z");
        assertThat(months.months()).hasSize(4);
    }

    @Test
    void months_of_the_next_year_follow_december() {
        tables.makeAhead(YearMonth.of(2024, 11));
        assertThat(months.tables().stream().map(table -> table.month().toString()))
                .contains("2024-11", "2024-12", "2025-01", "2025-02");
    }

    @Test
    void a_month_that_is_missing_between_others_is_made() {
        months.events("z1", "2024-07", 1);
        tables.makeAhead(YearMonth.of(2024, 5));
        assertThat(months.months()).containsOnlyKeys("2024-05", "2024-06", "2024-07", "2024-08");
    }

    @Test
    void the_table_of_a_month_reads_its_name_back() {
        var table = new MonthTable(YearMonth.of(2024, 5), MonthTable.State.ATTACHED);
        assertThat(table.name()).isEqualTo("bridge.audit_events_y2024m05");
        assertThat(MonthTable.monthOf("audit_events_y2024m05")).isEqualTo(table.month());
    }
}
