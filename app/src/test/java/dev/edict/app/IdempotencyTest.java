package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api.Answer;
import dev.edict.app.rig.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A change that is sent again under its {@code Idempotency-Key} takes effect once and is answered as it was the first time. */
@Tag("servers")
class IdempotencyTest {

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private Answer send(String method, String path, @Nullable Object body, String key) {
        return api.send(
                method,
                path,
                body == null ? null : JsonMapper.shared().writeValueAsString(body),
                Map.of("content-type", "application/json", "idempotency-key", key));
    }

    private long events() {
        return edict.sql()
                .sql("select coalesce(max(global_index), 0) from events.domain_event")
                .query(Long.class)
                .single();
    }

    @Test
    void another_request_under_the_same_key_is_refused() {
        var key = key();
        var zone = send("POST", "/v1/zones", Map.of("name", "one"), key)
                .expect(201)
                .text("id");
        send("POST", "/v1/zones", Map.of("name", "two"), key).refused(422, "idempotency_key_reused");
        send("POST", "/v1/zones/%s/policies".formatted(zone), Map.of("name", "p", "content", Documents.GRANTS), key)
                .refused(422, "idempotency_key_reused");
        send("POST", "/v1/zones", Map.of("name", "one"), key).expect(201);
    }

    @Test
    void a_refused_request_is_not_stored_and_a_retry_is_decided_anew() {
        var zone = api.governed(1);
        var path = "/v1/zones/%s/rollback".formatted(zone.zoneId());
        var key = key();
        send("POST", path, Map.of("reason", "r"), key).refused(409, "no_rollback_target");
        for (var version : List.of(
                zone.versionIds().get(0),
                api.seal(
                        zone.zoneId(),
                        zone.policySetId(),
                        api.policy(zone.zoneId(), Documents.GRANTS).versionId()))) {
            api.activate(zone.zoneId(), zone.policySetId(), version).expect(202);
        }
        send("POST", path, Map.of("reason", "r"), key).expect(202);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void a_key_has_1_to_255_characters(int length) {
        send("POST", "/v1/zones", Map.of("name", "one"), "x".repeat(length)).refused(400, "invalid_idempotency_key");
    }

    @Test
    void a_read_ignores_its_key() {
        var key = key();
        send("GET", "/v1/zones?limit=1", null, key).expect(200);
        send("GET", "/v1/zones", null, key).expect(200);
    }

    @Test
    void a_concurrent_retry_gets_the_response_of_the_first_attempt() {
        var key = key();
        var events = events();
        var both = new ArrayList<CompletableFuture<Answer>>();
        new TransactionTemplate(new DataSourceTransactionManager(edict.database())).executeWithoutResult(status -> {
            edict.sql()
                    .sql("select pg_advisory_xact_lock(297498395476)")
                    .query()
                    .listOfRows();
            both.add(CompletableFuture.supplyAsync(() -> send("POST", "/v1/zones", Map.of("name", "slow"), key)));
            await("the first request to wait for its turn")
                    .until(() -> edict.sql()
                                    .sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                                    .query(Long.class)
                                    .single()
                            == 1);
            both.add(CompletableFuture.supplyAsync(() -> send("POST", "/v1/zones", Map.of("name", "slow"), key)));
        });
        var first = both.get(0).join().expect(201);
        assertThat(both.get(1).join().expect(201).body()).isEqualTo(first.body());
        assertThat(events()).isEqualTo(events + 1);
    }

    @Test
    void a_retry_right_after_a_response_does_not_conflict_with_its_first_attempt() {
        for (int n = 0; n < Rounds.of(100, 1_000); n++) {
            var key = key();
            var first =
                    send("POST", "/v1/zones", Map.of("name", "at once"), key).expect(201);
            assertThat(send("POST", "/v1/zones", Map.of("name", "at once"), key)
                            .expect(201)
                            .body())
                    .isEqualTo(first.body());
        }
    }

    @Test
    void a_hundred_retries_of_eight_clients_have_one_effect_and_one_answer() {
        var key = key();
        var events = events();
        var answers =
                IntStream.range(0, 8).mapToObj(n -> CompletableFuture.supplyAsync(() -> insist(key))).toList().stream()
                        .flatMap(client -> client.join().stream())
                        .toList();
        assertThat(answers).hasSize(104);
        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(events()).isEqualTo(events + 1);
    }

    private List<String> insist(String key) {
        var bodies = new ArrayList<String>();
        while (bodies.size() < 13) {
            var answer = send("POST", "/v1/zones", Map.of("name", "insisted"), key);
            if (answer.status() == 201) {
                bodies.add(answer.body());
            } else {
                answer.refused(409, "idempotency_key_in_flight");
            }
        }
        return bodies;
    }

    @Test
    void a_key_is_free_again_after_a_day() {
        var key = key();
        send("POST", "/v1/zones", Map.of("name", "old"), key).expect(201);
        age(key, Duration.ofHours(24));
        send("POST", "/v1/zones", Map.of("name", "other"), key).refused(422, "idempotency_key_reused");
        age(key, Duration.ofHours(2));
        var fresh = send("POST", "/v1/zones", Map.of("name", "other"), key).expect(201);
        assertThat(fresh.headers().firstValue("idempotent-replayed")).isEmpty();
        assertThat(send("POST", "/v1/zones", Map.of("name", "other"), key).body())
                .isEqualTo(fresh.body());
    }

    @Test
    void a_stored_response_is_replayed_after_later_changes() {
        var zone = api.governed(1);
        var path = "/v1/zones/" + zone.zoneId();
        var set = path + "/policy-sets/" + zone.policySetId();
        var version = Map.of("version_id", zone.versionIds().get(0));
        var cases = Map.of(
                "version_id",
                zone.versionIds().get(0),
                "cases",
                List.of(Map.of("name", "c", "input", Map.of(), "expect", "deny")));
        var policyKey = key();
        var policyBody = Map.of("name", "p", "content", Documents.GRANTS);
        var policy = send("POST", path + "/policies", policyBody, policyKey).expect(201);
        var setKey = key();
        var policySet = send("POST", path + "/policy-sets", Map.of("name", "s"), setKey);
        var simulationKey = key();
        var simulation = send("POST", set + "/simulate", cases, simulationKey).expect(200);
        var activationKey = key();
        var activation = send("POST", set + "/activate", version, activationKey).expect(202);
        api.delete(set).expect(204);
        api.delete(path).expect(204);

        assertThat(send("POST", path + "/policies", policyBody, policyKey).body())
                .isEqualTo(policy.body());
        assertThat(send("POST", path + "/policy-sets", Map.of("name", "s"), setKey)
                        .body())
                .isEqualTo(policySet.body());
        assertThat(send("POST", set + "/simulate", cases, simulationKey).body()).isEqualTo(simulation.body());
        assertThat(send("POST", set + "/activate", version, activationKey).body())
                .isEqualTo(activation.body());
    }

    @Test
    void a_body_over_a_megabyte_is_refused_with_a_key_too() {
        var body = Map.of("name", "x".repeat(1 << 20));
        send("POST", "/v1/zones", body, key()).refused(413, "payload_too_large");
    }

    @Test
    void the_same_key_of_two_tokens_is_two_keys() {
        var key = key();
        var ids = Stream.of("one", "two")
                .map(name -> api.post("/v1/admin-tokens", Map.of("name", name, "scope", "global")))
                .map(minted -> createZone(api.withToken(minted.text("token")), key, Map.of()))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void the_same_key_of_two_accounts_is_two_keys() {
        var key = key();
        var console = api.withToken(Console.token(Edict.TOKEN, "write"));
        var ids = Stream.of("acc-1", "acc-2")
                .map(account -> Map.of("x-caracal-account", Console.assertion(Edict.TOKEN, account)))
                .map(account -> createZone(console, key, account))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        var again = Map.of("x-caracal-account", Console.assertion(Edict.TOKEN, "acc-1"));
        assertThat(createZone(console, key, again)).isEqualTo(ids.get(0));
    }

    private static String createZone(Api caller, String key, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.putAll(Map.of("content-type", "application/json", "idempotency-key", key));
        return caller.send("POST", "/v1/zones", "{\"name\":\"n\"}", all)
                .expect(201)
                .text("id");
    }

    @Test
    void a_minted_token_is_replayed_to_its_minter_and_stored_in_no_table() {
        var key = key();
        var body = Map.of("name", "ci", "scope", "global");
        var minted = send("POST", "/v1/admin-tokens", body, key).expect(201);
        var secret = minted.text("token");

        var again = send("POST", "/v1/admin-tokens", body, key).expect(201);

        assertThat(secret).startsWith("cat_");
        assertThat(again.body()).isEqualTo(minted.body());
        api.withToken(secret).get("/v1/zones").expect(200);
        assertThat(tablesWith(secret)).isEmpty();
        assertThat(tablesWith(minted.text("id")))
                .as("the search finds what there is")
                .contains("command.admin_token", "events.domain_event");
    }

    private List<String> tablesWith(String text) {
        var tables = edict.owner()
                .sql(
                        """
                        select format('%I.%I', schemaname, tablename) from pg_tables
                        where schemaname not in ('pg_catalog', 'information_schema')
                        """)
                .query(String.class)
                .list();
        return tables.stream()
                .filter(table -> edict.owner()
                                .sql(
                                        """
                                        select count(*) from %s t
                                        where strpos(t::text, :text) > 0
                                            or strpos(t::text, encode(convert_to(:text, 'UTF8'), 'hex')) > 0
                                        """
                                                .formatted(table))
                                .param("text", text)
                                .query(Long.class)
                                .single()
                        > 0)
                .toList();
    }

    @Test
    void a_token_that_expired_since_is_still_replayed() {
        var key = key();
        var expiry = Instant.now().plusSeconds(2);
        var body = Map.of("name", "ci", "scope", "global", "expires_at", expiry.toString());
        var minted = send("POST", "/v1/admin-tokens", body, key).expect(201);
        await("the token to expire").until(() -> Instant.now().isAfter(expiry));
        assertThat(send("POST", "/v1/admin-tokens", body, key).expect(201).body())
                .isEqualTo(minted.body());
    }

    private void age(String key, Duration by) {
        edict.owner()
                .sql(
                        """
                        update command.receipt set answered_at = answered_at - :by * interval '1 second'
                        where key = encode(sha256(convert_to(:key, 'UTF8')), 'hex')
                        """)
                .param("by", by.toSeconds())
                .param("key", key)
                .update();
    }
}
