package dev.edict.fleet.canary;

import dev.edict.fleet.housekeeping.ObservationPruning;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The partitions of {@code bridge.canary_events}: made ahead, dropped as a whole when a day is 30 days old. */
@Component
class CanaryDays implements ObservationPruning {

    private static final Logger log = LoggerFactory.getLogger(CanaryDays.class);
    private static final int DAYS_KEPT = 30;
    private static final int DAYS_AHEAD = 2;

    private final JdbcClient bridge;

    CanaryDays(@Qualifier("backgroundPool") DataSource backgroundPool) {
        this.bridge = JdbcClient.create(backgroundPool);
    }

    private record Day(String name, boolean attached, boolean detaching) {}

    @Override
    public void prune() {
        var today = LocalDate.now(ZoneOffset.UTC);
        bridge.sql("select bridge.make_canary_day(:today::date + i) from generate_series(0, :ahead) as days (i)")
                .param("today", today)
                .param("ahead", DAYS_AHEAD)
                .query((row, n) -> true)
                .list();
        before(today.minusDays(DAYS_KEPT)).forEach(this::drop);
    }

    private List<Day> before(LocalDate day) {
        return bridge.sql(
                        """
                        select c.relname as name, i.inhrelid is not null as attached,
                            coalesce(i.inhdetachpending, false) as detaching
                        from pg_class c left join pg_inherits i on i.inhrelid = c.oid
                        where c.relnamespace = 'bridge'::regnamespace and c.relkind = 'r'
                            and c.relname ~ '^canary_events_[0-9]{8}$' and c.relname < 'canary_events_' || :day
                        order by c.relname
                        """)
                .param("day", day.format(DateTimeFormatter.BASIC_ISO_DATE))
                .query(Day.class)
                .list();
    }

    /** Detached while others read, as PostgreSQL would otherwise lock the other days too. */
    private void drop(Day day) {
        if (day.attached()) {
            var how = day.detaching() ? "finalize" : "concurrently";
            bridge.sql("alter table bridge.canary_events detach partition bridge.%s %s".formatted(day.name(), how))
                    .update();
        }
        bridge.sql("drop table if exists bridge." + day.name()).update();
        log.info("Dropped the answers to canaries of a day that is over {} days ago: {}", DAYS_KEPT, day.name());
    }
}
