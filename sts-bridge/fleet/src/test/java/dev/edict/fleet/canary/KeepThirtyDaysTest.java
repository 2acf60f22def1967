package dev.edict.fleet.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.fleet.FleetDatabase;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers to canaries are kept in days, which are made ahead and dropped whole. */
@Tag("servers")
class KeepThirtyDaysTest {

    private final FleetDatabase database = FleetDatabase.empty();
    private final CanaryDays days = new CanaryDays(database.pool());
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @AfterEach
    void only_the_days_that_are_needed() {
        days.prune();
    }

    @Test
    void today_and_the_next_two_days_are_there() {
        days.prune();
        assertThat(partitions()).contains(name(0), name(1), name(2));
    }

    @Test
    void a_day_is_dropped_when_it_is_over_30_days_old() {
        make(-31);
        make(-30);
        days.prune();
        assertThat(partitions()).contains(name(-30)).doesNotContain(name(-31));
        database.sql().sql("drop table bridge." + name(-30)).update();
    }

    @Test
    void a_day_whose_drop_was_interrupted_is_dropped_later() {
        make(-40);
        database.sql()
                .sql("alter table bridge.canary_events detach partition bridge.%s concurrently".formatted(name(-40)))
                .update();
        days.prune();
        assertThat(partitions()).doesNotContain(name(-40));
    }

    private void make(int daysFromToday) {
        database.sql()
                .sql("select bridge.make_canary_day(:day)")
                .param("day", today.plusDays(daysFromToday))
                .query((row, n) -> true)
                .single();
    }

    private String name(int daysFromToday) {
        return "canary_events_" + today.plusDays(daysFromToday).format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private List<String> partitions() {
        return database.sql()
                .sql("select relname from pg_class where relkind = 'r' and relname like 'canary\\_events\\_%'")
                .query(String.class)
                .list();
    }
}
