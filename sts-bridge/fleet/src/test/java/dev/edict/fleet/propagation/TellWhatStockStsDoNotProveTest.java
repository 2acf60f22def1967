package dev.edict.fleet.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.fleet.sts.FakeSts.Trouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stock STS that proves nothing is told by name, with the reason, and never counts as loaded. */
@Tag("servers")
@Timeout(60)
class TellWhatStockStsDoNotProveTest extends OnStockSts {

    @Test
    void a_silent_address_keeps_it_unsettled_and_delays_no_other() {
        second.has(Trouble.SILENT);
        activate(1);
        first.load("z1");
        soon("the first").until(() -> point(first).state().equals("current"));
        soon("the reason").until(() -> point(second).error() != null);
        assertThat(point(second).error()).isEqualTo("no complete answer within 2 s");
        assertThat(point(second).state()).isEqualTo("unknown");
        assertThat(now().status()).isEqualTo("unsettled");
        database.committedBefore("z1", 1, "30 days");
        database.sql()
                .sql("update bridge.decision_point set began_at = began_at - interval '31 days'")
                .update();
        assertThat(now().settled()).isFalse();
        assertThat(now().awaited()).isEqualTo(1);
    }

    @Test
    void one_that_fell_silent_is_unknown_once_its_lease_is_over() {
        activate(1);
        bothLoad();
        soonSettled();
        second.has(Trouble.SILENT);
        activate(2);
        soon("the reason").until(() -> point(second).error() != null);
        assertThat(point(second).state()).isEqualTo("behind");
        database.passed(id(second), "95 seconds");
        assertThat(point(second).state()).isEqualTo("unknown");
        assertThat(point(second).isAwaited()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "SILENT, no complete answer within 2 s",
        "HTML, status 200 with text/html instead of a JSON object",
        "SERVER_ERROR, 'status 503, sts_unavailable'",
        "UNAUTHORIZED, 'status 401, access_denied'",
        "REDIRECT, 'status 302, a redirect, which is not followed'",
        "NO_JSON, status 200 with application/json instead of a JSON object",
        "TOO_LONG, status 200 with an answer of more than 65536 bytes",
        "OTHER_ZONE, the answer is not about zone z1",
        "FOREIGN_MANIFEST, 'enforces the manifest 99999"
    })
    void every_failure_is_told_by_name_and_never_counts_as_loaded(Trouble trouble, String reason) {
        activate(1);
        second.load("z1");
        second.has(trouble);
        first.load("z1");
        soon("the first").until(() -> point(first).state().equals("current"));
        soon("the reason").until(() -> String.valueOf(point(second).error()).startsWith(reason));
        assertThat(point(second).settledBy()).isNull();
        assertThat(now().settled()).isFalse();
        second.has(Trouble.NONE);
        soonSettled();
        assertThat(point(second).error()).isNull();
    }

    @Test
    void a_manifest_that_no_activation_has_is_a_failure_to_load() {
        activate(1);
        bothLoad();
        soonSettled();
        second.has(Trouble.FOREIGN_MANIFEST);
        activate(2);
        soon("it to be noticed").until(() -> point(second).state().equals("loading_failed"));
        assertThat(point(second).error())
                .isEqualTo("enforces the manifest %s, which no activation of the zone up to 2 has"
                        .formatted("9".repeat(64)));
        assertThat(openLoads(second)).isZero();
    }

    @Test
    void a_restarted_one_that_has_nothing_loaded_enforces_nothing_since() {
        activate(1);
        bothLoad();
        soonSettled();
        assertThat(openLoads(second)).isEqualTo(1);
        second.restart();
        activate(2);
        soon("it to be noticed").until(() -> openLoads(second) == 0);
        assertThat(point(second).state()).isEqualTo("behind");
        second.load("z1");
        soon("it to be back").until(() -> point(second).state().equals("current"));
        assertThat(openLoads(second)).isEqualTo(1);
    }
}
