package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Makes the PostgreSQL of an Edict read-only for a while, as after a fail-over or with a full disk. */
final class ReadOnlyDatabase {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Edict edict;

    private ReadOnlyDatabase(Edict edict) {
        this.edict = edict;
    }

    /** Does the work once the Edict has noticed, and returns once it serves again. */
    static void during(Edict edict, Runnable work) {
        var database = new ReadOnlyDatabase(edict);
        database.set("on");
        try {
            database.awaitReadiness(503);
            work.run();
        } finally {
            database.set("off");
        }
        database.awaitReadiness(200);
    }

    private void set(String value) {
        edict.owner()
                .sql("alter system set default_transaction_read_only = " + value)
                .update();
        assertThat(edict.owner()
                        .sql("select pg_reload_conf()")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private void awaitReadiness(int status) {
        await("readiness to follow the database")
                .atMost(SOON)
                .until(() -> edict.api().get("/ready").status() == status);
    }
}
