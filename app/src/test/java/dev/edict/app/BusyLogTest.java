package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** While another transaction holds the lock of the log, commands wait a bounded time and then return busy. */
@Tag("servers")
class BusyLogTest {

    private final Edict edict = Edict.shared();

    @Test
    void a_command_that_cannot_get_the_lock_returns_busy_and_has_no_effect() {
        var api = edict.api();
        var zone = api.governed(1);
        var version = zone.versionIds().get(0);
        new TransactionTemplate(new DataSourceTransactionManager(edict.database())).executeWithoutResult(status -> {
            edict.sql()
                    .sql("select pg_advisory_xact_lock(297498395476)")
                    .query()
                    .listOfRows();
            var asked = Instant.now();
            var answer =
                    api.activate(zone.zoneId(), zone.policySetId(), version).refused(503, "busy");
            assertThat(Duration.between(asked, Instant.now()))
                    .isBetween(Duration.ofMillis(2_500), Duration.ofMillis(3_500));
            assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
            assertThat(api.active(zone.zoneId()).json().get("governed").asBoolean())
                    .isFalse();
        });
        api.activate(zone.zoneId(), zone.policySetId(), version).expect(202);
    }
}
