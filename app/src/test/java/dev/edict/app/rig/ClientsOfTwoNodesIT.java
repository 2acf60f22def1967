package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantees for a client of two nodes: retried requests, no lost update, tokens that are revoked at once. */
@Tag("measures")
class ClientsOfTwoNodesIT {

    private static final int RETRYING = 8;
    private static final int RACING = 64;
    private static final int ANSWERS_PER_CLIENT = 125;
    private static final int MORE_THAN_HEADERS = 400;

    @TempDir
    private static Path folder;

    private static TwoNodes nodes;
    private static List<Api> apis;

    @BeforeAll
    static void two_nodes() {
        nodes = TwoNodes.start(folder);
        apis = List.of(nodes.api(0), nodes.api(1));
    }

    @AfterAll
    static void stop() throws Exception {
        nodes.kill();
    }

    @Test
    void a_thousand_retries_on_two_nodes_and_across_a_restart_have_one_effect_and_one_answer() throws Exception {
        var zone = apis.get(0).governed(1);
        var before = events();
        var key = UUID.randomUUID().toString();
        var bodies = new ConcurrentLinkedQueue<String>();
        var threads = Executors.newFixedThreadPool(RETRYING);
        var clients = IntStream.range(0, RETRYING)
                .mapToObj(n -> CompletableFuture.runAsync(() -> insist(n, zone, key, bodies), threads))
                .toArray(CompletableFuture[]::new);
        await("the clients to be at it").until(() -> bodies.size() > RETRYING * 10);
        nodes.node(0).kill();
        nodes.node(0).start().awaitReady();
        CompletableFuture.allOf(clients).join();
        threads.shutdown();

        assertThat(bodies).hasSize(RETRYING * ANSWERS_PER_CLIENT);
        assertThat(bodies.stream().distinct()).hasSize(1);
        for (var api : apis) {
            assertThat(replayed(activate(api, zone, key).expect(202))).isEqualTo(bodies.peek());
        }
        assertThat(events()).isEqualTo(before + 1);
    }

    private static String replayed(Api.Answer answer) {
        assertThat(answer.headers().firstValue("idempotent-replayed")).hasValue("true");
        return answer.body();
    }

    @Test
    void a_token_that_was_minted_on_one_node_is_shown_again_on_the_other() {
        var key = UUID.randomUUID().toString();
        var minted = mint(apis.get(0), key).expect(201);
        var before = events();

        assertThat(replayed(mint(apis.get(1), key).expect(201))).isEqualTo(minted.body());

        assertThat(events()).isEqualTo(before);
        new Api(nodes.node(1).port(), minted.text("token")).get("/v1/zones").expect(200);
    }

    private static Api.Answer mint(Api api, String key) {
        return api.send(
                "POST",
                "/v1/admin-tokens",
                "{\"name\":\"ci\",\"scope\":\"global\"}",
                Map.of("content-type", "application/json", "idempotency-key", key));
    }

    private void insist(int client, Api.Governed zone, String key, Queue<String> bodies) {
        int answered = 0;
        for (int call = client; answered < ANSWERS_PER_CLIENT; call++) {
            try {
                var answer = activate(apis.get(call % 2), zone, key);
                if (answer.status() == 202) {
                    bodies.add(answer.body());
                    answered++;
                } else {
                    assertThat(answer.text("error")).isIn("idempotency_key_in_flight", "starting", "overloaded");
                }
            } catch (UncheckedIOException e) {
                assertThat(nodes.node(1 - call % 2).status("/health"))
                        .as("the other node")
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void an_answer_that_was_cut_off_on_its_way_is_given_again() {
        var zone = apis.get(0).governed(1);
        var before = events();
        var key = UUID.randomUUID().toString();
        try (var way = TcpProxy.to(nodes.node(0).port())) {
            way.cutAfterReplies(MORE_THAN_HEADERS);
            var far = new Api(way.port(), RigServers.TOKEN);
            CompletableFuture<Api.Answer> cut = CompletableFuture.supplyAsync(() -> activate(far, zone, key));
            assertThat(cut).failsWithin(Duration.ofSeconds(20));
        }
        assertThat(events()).as("the command took effect").isEqualTo(before + 1);

        var answer = activate(apis.get(1), zone, key).expect(202);

        replayed(answer);
        assertThat(answer.text("outbox_id")).isEqualTo(dispatched(zone));
        assertThat(events()).isEqualTo(before + 1);
    }

    private static Api.Answer activate(Api api, Api.Governed zone, String key) {
        return api.send(
                "POST",
                "/v1/zones/%s/policy-sets/%s/activate".formatted(zone.zoneId(), zone.policySetId()),
                "{\"version_id\":\"%s\"}".formatted(zone.versionIds().get(0)),
                Map.of("content-type", "application/json", "idempotency-key", key));
    }

    @Test
    void of_64_changes_of_the_same_state_one_takes_effect_and_the_others_are_told() throws Exception {
        var zone = apis.get(0).governed(2);
        for (int round = 0; round < Rounds.of(5, 100); round++) {
            var seen = "\"a%d\"".formatted(round);
            var now = "\"a%d\"".formatted(round + 1);
            var answers = race(client -> activateIfMatch(apis.get(client % 2), zone, client % 2, seen));

            assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 202)
                    .hasSize(RACING - 1)
                    .allSatisfy(answer -> {
                        answer.refused(412, "precondition_failed");
                        assertThat(answer.text("current_etag")).isEqualTo(now);
                        assertThat(answer.text("active_version_id")).isIn(zone.versionIds());
                    });
        }
    }

    private interface Client {
        Api.Answer call(int number);
    }

    private static List<Api.Answer> race(Client client) throws Exception {
        var threads = Executors.newFixedThreadPool(RACING);
        var start = new CyclicBarrier(RACING);
        var calls = new ArrayList<Callable<Api.Answer>>();
        for (int n = 0; n < RACING; n++) {
            int number = n;
            calls.add(() -> {
                start.await();
                return client.call(number);
            });
        }
        var answers = new ArrayList<Api.Answer>();
        for (var answer : threads.invokeAll(calls)) {
            answers.add(answer.get());
        }
        threads.shutdown();
        return answers;
    }

    private static Api.Answer activateIfMatch(Api api, Api.Governed zone, int version, String seen) {
        return api.send(
                "POST",
                "/v1/zones/%s/policy-sets/%s/activate".formatted(zone.zoneId(), zone.policySetId()),
                "{\"version_id\":\"%s\"}".formatted(zone.versionIds().get(version)),
                Map.of("content-type", "application/json", "if-match", seen));
    }

    @Test
    void a_token_that_is_revoked_on_one_node_is_good_on_none_a_second_later() {
        var minted = apis.get(0)
                .post("/v1/admin-tokens", Map.of("name", "ci", "scope", "global"))
                .expect(201);
        var holder = new Api(nodes.node(1).port(), minted.text("token"));
        holder.get("/v1/zones").expect(200);
        apis.get(0).delete("/v1/admin-tokens/" + minted.text("id")).expect(204);
        await("the other node to know")
                .atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> holder.get("/v1/zones").status() == 401);
    }

    private static long events() {
        return nodes.servers()
                .postgres()
                .sql()
                .sql("select count(*) from events.domain_event")
                .query(Long.class)
                .single();
    }

    private static String dispatched(Api.Governed zone) {
        return nodes.servers()
                .postgres()
                .sql()
                .sql("select dispatch_id from views.governance where zone_id = :zone")
                .param("zone", zone.zoneId())
                .query(String.class)
                .single();
    }
}
