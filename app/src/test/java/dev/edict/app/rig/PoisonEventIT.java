package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.rig.Operation.Intent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * An event that a projector cannot handle: its zone waits, the others go on, nothing is skipped, and one command brings
 * the zone back once the cause is gone. Here the cause is the hardest one, a statement that PostgreSQL refuses.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PoisonEventIT {

    private static final Duration LONGEST_LAG = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static RigServers servers;
    private static NodeProcess node;
    private static Api api;
    private static final History HISTORY = new History();
    private final Measured lags = new Measured(LONGEST_LAG);

    @BeforeAll
    static void a_node() {
        servers = RigServers.start(folder);
        node = NodeProcess.crashing(servers.environment()).start();
        node.awaitReady();
        api = new Api(node.port(), RigServers.TOKEN);
    }

    @AfterAll
    static void stop() throws Exception {
        node.kill();
        servers.close();
    }

    @Test
    @Order(1)
    void only_the_zone_of_a_poison_event_stalls_and_it_is_drained_in_order_after_the_fix() throws Exception {
        var ill = Load.Zone.author(api);
        var well = Load.Zone.author(api, 3);
        poison(ill);
        try (var load = Load.start(HISTORY, List.of(api), well, 1, 30)) {
            var poisoned = HISTORY.now();
            ill.versions().forEach(version -> new Client(api, HISTORY).call(Intent.activate(ill.zoneId(), version)));
            await(load.toString())
                    .atMost(LONGEST_WAIT)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        lags.add("lag of the others", lagBehind(ill));
                        return HISTORY.succeededSince(poisoned) > 60;
                    });
            assertAlarm();
        }
        lags.assertWithinLimit();
        assertThat(untold(ill))
                .as("the poison event and those behind it")
                .isEqualTo(ill.versions().size());

        cure();
        replay();
        Checker.assertEveryPromiseIsKept(HISTORY, servers.evidence());
        assertThat(order(ill)).isSorted();
        await("the alarm to end")
                .atMost(LONGEST_LAG)
                .until(() -> api.get("/ready").json().path("degraded").isMissingNode());
    }

    /** The control: the very same, were a poison event logged and passed over. */
    @Test
    @Order(2)
    void were_a_poison_event_passed_over_it_would_be_missed() {
        var ill = Load.Zone.author(api);
        node.commit(Sabotage.SKIP_WHAT_CANNOT_BE_TOLD);
        poison(ill);
        ill.versions().forEach(version -> new Client(api, HISTORY).call(Intent.activate(ill.zoneId(), version)));
        assertThat(new Checker(RigServers.STREAMS_KEY)
                        .violations(HISTORY.operations(), servers.evidence().awaitQuiescence()))
                .singleElement()
                .extracting(Violation::promise)
                .isEqualTo(Violation.Promise.K6);
        cure();
        node.commit(Sabotage.NONE);
    }

    @Test
    @Order(3)
    void an_event_whose_content_cannot_be_read_stalls_its_zone_only() {
        var log = new ByHand(servers.postgres().sql());
        var unreadable = log.append(ByHand.REGISTERED, "ill", "{\"zoneId\":\"ill\",\"name\":[\"no text\"]}");
        var behind = log.append("zone.archived", "ill", "{\"zoneId\":\"ill\"}");
        var other = log.register("well");
        await("the other zone to be told of").atMost(LONGEST_LAG).until(() -> isTold(other));
        assertThat(isTold(unreadable) || isTold(behind))
                .as("told of the ill zone")
                .isFalse();
        assertThat(setAside("ill")).containsExactly(unreadable, behind);
    }

    /** Last because of what it leaves. */
    @Test
    @Order(4)
    void an_event_of_an_unknown_name_stops_the_timeline_and_the_node_says_which() {
        var log = new ByHand(servers.postgres().sql());
        log.append("zone.teleported", "far", "{\"zoneId\":\"far\"}");
        await("the warning").atMost(LONGEST_LAG).until(() -> node.output().contains("unknown event zone.teleported"));
        var later = log.register("near");
        api.governed(1);
        await("the watch to have seen that it waits").atMost(LONGEST_LAG).untilAsserted(() -> assertThat(
                        api.get("/ready")
                                .json()
                                .at("/details/timeline/lag_seconds")
                                .asInt())
                .isPositive());
        assertThat(isTold(later)).isFalse();
        assertThat(setAside("far")).as("it is for every zone to wait").isEmpty();
    }

    private static boolean isTold(long position) {
        return !positions("select sequence from views.timeline where sequence = ?", position)
                .isEmpty();
    }

    private static List<Long> setAside(String zoneId) {
        return positions(
                """
                select global_index from projection.dead_letter join events.domain_event using (event_id)
                where zone_id = ? order by position_in_zone
                """,
                zoneId);
    }

    /** Seen in readiness, in the metrics and in the log. */
    private static void assertAlarm() {
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
                .contains("edict_processor_dead_letters{processor=\"timeline\"} 4.0")
                .contains("edict_processor_stalled_zones{processor=\"timeline\"} 1.0");
        assertThat(node.output()).contains("timeline: stalled zones: 1").contains("the projector chokes on this");
    }

    private static void poison(Load.Zone zone) {
        servers.postgres()
                .sql()
                .sql(
                        """
                create or replace function public.choke() returns trigger language plpgsql as $$
                begin
                    if new.zone_id = '%s' and new.activation_seq = 1 then
                        raise exception 'the projector chokes on this';
                    end if;
                    return new;
                end $$;
                create trigger choke before insert on views.timeline for each row execute function public.choke()
                """
                                .formatted(zone.zoneId()))
                .update();
    }

    private static void cure() {
        servers.postgres().sql().sql("drop trigger choke on views.timeline").update();
    }

    /** The node tries again by itself, every 30 s, and may have been there before. */
    private static void replay() throws Exception {
        try (var command = NodeProcess.command(servers.environment(), "dead-letters", "replay")
                .start()) {
            assertThat(command.awaitExit()).as(command.output()).isZero();
            assertThat(command.output()).matches("(1 zone goes|0 zones go) on again\nno zone stands still");
        }
    }

    /** The age of the oldest event that the timeline does not have, of any other zone. */
    private static Duration lagBehind(Load.Zone zone) {
        return servers.postgres()
                .sql()
                .sql(
                        """
                        select coalesce(max(extract(epoch from clock_timestamp() - occurred_at::timestamptz)) * 1000, 0)
                        from events.domain_event
                        where payload::json ->> 'zoneId' <> ?
                          and not exists (select from views.timeline where sequence = global_index)
                        """)
                .param(zone.zoneId())
                .query((row, n) -> Duration.ofMillis(row.getLong(1)))
                .single();
    }

    private static int untold(Load.Zone zone) {
        return servers.postgres()
                .sql()
                .sql(
                        """
                        select count(*) from events.domain_event
                        where payload::json ->> 'zoneId' = ?
                          and not exists (select from views.timeline where sequence = global_index)
                        """)
                .param(zone.zoneId())
                .query(Integer.class)
                .single();
    }

    /** Rows in the order in which they were written. */
    private static List<Long> order(Load.Zone zone) {
        return positions("select sequence from views.timeline where zone_id = ? order by ctid", zone.zoneId());
    }

    private static List<Long> positions(String query, Object parameter) {
        return servers.postgres()
                .sql()
                .sql(query)
                .param(parameter)
                .query(Long.class)
                .list();
    }
}
