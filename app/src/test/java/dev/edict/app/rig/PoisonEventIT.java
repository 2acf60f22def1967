package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An event that a projector cannot handle: its zone waits, the others go on, nothing is skipped, and one command brings
 * the zone back once the cause is gone. Here the cause is the hardest one, a statement that PostgreSQL refuses.
 */
class PoisonEventIT {

    private static final Duration LONGEST_LAG = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void only_the_zone_of_a_poison_event_stalls_and_it_is_drained_in_order_after_the_fix() throws Exception {
        try (var servers = RigServers.start(folder);
                var node = NodeProcess.quick(withMetrics(servers)).start()) {
            node.awaitReady();
            var api = new Api(node.port(), RigServers.TOKEN);
            var ill = api.governed(2);
            var well = api.governed(2);
            awaitComplete(servers, ill);

            poison(servers, ill.zoneId());
            activateBoth(api, ill);
            for (int n = 0; n < 5; n++) {
                activateBoth(api, well);
                awaitComplete(servers, well);
            }
            assertThat(told(servers, ill.zoneId())).isEqualTo(logged(servers, ill.zoneId()) - 2);
            assertAlarm(api, node);

            cure(servers);
            replay(servers);
            awaitComplete(servers, ill);
            assertThat(order(servers, ill.zoneId())).isSorted();
            await("the alarm to end")
                    .atMost(LONGEST_LAG)
                    .until(() -> api.get("/ready").json().path("degraded").isMissingNode());
        }
    }

    /** Seen in readiness, in the metrics and in the log. */
    private static void assertAlarm(Api api, NodeProcess node) {
        await("the watch to have looked").atMost(LONGEST_LAG).untilAsserted(() -> {
            var ready = api.get("/ready").expect(200).json();
            assertThat(ready.path("degraded")).hasToString("[\"timeline\"]");
            assertThat(ready.path("details")
                            .path("timeline")
                            .path("stalled_zones")
                            .asInt())
                    .isOne();
        });
        assertThat(api.get("/metrics").expect(200).body())
                .contains("edict_processor_dead_letters{processor=\"timeline\"} 2.0")
                .contains("edict_processor_stalled_zones{processor=\"timeline\"} 1.0");
        assertThat(node.output()).contains("timeline: 1 zones are stalled").contains("the projector chokes on this");
    }

    private static void activateBoth(Api api, Api.Governed zone) {
        for (var version : zone.versionIds()) {
            api.activate(zone.zoneId(), zone.policySetId(), version).expect(202);
        }
    }

    private static void poison(RigServers servers, String zoneId) {
        servers.postgres()
                .sql()
                .sql(
                        """
                create function public.choke() returns trigger language plpgsql as $$
                begin
                    if new.zone_id = '%s' and new.activation_seq = 1 then
                        raise exception 'the projector chokes on this';
                    end if;
                    return new;
                end $$;
                create trigger choke before insert on views.timeline for each row execute function public.choke()
                """
                                .formatted(zoneId))
                .update();
    }

    private static void cure(RigServers servers) {
        servers.postgres().sql().sql("drop trigger choke on views.timeline").update();
    }

    private static void replay(RigServers servers) throws Exception {
        try (var command = NodeProcess.command(servers.environment(), "dead-letters", "replay")
                .start()) {
            assertThat(command.awaitExit()).as(command.output()).isZero();
            assertThat(command.output().lines()).containsExactly("1 zone goes on again", "no zone stands still");
        }
    }

    private static void awaitComplete(RigServers servers, Api.Governed zone) {
        await("the timeline of the zone to have every event of it")
                .atMost(LONGEST_LAG)
                .until(() -> told(servers, zone.zoneId()) == logged(servers, zone.zoneId()));
    }

    private static long told(RigServers servers, String zoneId) {
        return count(servers, "select count(*) from views.timeline where zone_id = ?", zoneId);
    }

    private static long logged(RigServers servers, String zoneId) {
        return count(servers, "select count(*) from events.domain_event where payload::json ->> 'zoneId' = ?", zoneId);
    }

    private static long count(RigServers servers, String sql, String zoneId) {
        return servers.postgres().sql().sql(sql).param(zoneId).query(Long.class).single();
    }

    /** Rows in the order in which they were written. */
    private static List<Long> order(RigServers servers, String zoneId) {
        return servers.postgres()
                .sql()
                .sql("select sequence from views.timeline where zone_id = ? order by ctid")
                .param(zoneId)
                .query(Long.class)
                .list();
    }

    private static Map<String, String> withMetrics(RigServers servers) {
        var environment = new HashMap<>(servers.environment());
        environment.put("METRICS_BEARER", "a-token-for-the-scraper");
        return environment;
    }
}
