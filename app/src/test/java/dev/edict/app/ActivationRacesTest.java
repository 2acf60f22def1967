package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class ActivationRacesTest {

    private static final int THREADS = 64;
    private static final int RACES = 200;
    private static final ExecutorService CLIENTS = Executors.newFixedThreadPool(THREADS);

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();

    @AfterAll
    static void stop() {
        CLIENTS.shutdownNow();
    }

    @Test
    void without_a_precondition_all_of_64_racing_activations_succeed_one_after_the_other() throws Exception {
        var zone = api.governed(THREADS);
        var answers = race(zone.versionIds().stream()
                .<Callable<Api.Answer>>map(version -> () -> api.activate(zone.zoneId(), zone.policySetId(), version))
                .toList());
        assertThat(answers).extracting(Api.Answer::status).containsOnly(202);
        assertThat(governing(zone.zoneId())).hasSize(1).isSubsetOf(zone.versionIds());
        assertThat(activationSeqs(zone.zoneId()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, THREADS).boxed().toList());
    }

    @Test
    void with_the_same_expected_version_one_of_64_racing_activations_wins_and_the_others_learn_the_active_version()
            throws Exception {
        var zone = api.governed(THREADS);
        var answers = race(zone.versionIds().stream()
                .<Callable<Api.Answer>>map(
                        version -> () -> api.activate(zone.zoneId(), zone.policySetId(), version, null))
                .toList());
        var winner = api.active(zone.zoneId()).text("version_id");
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 202)
                .singleElement()
                .satisfies(answer -> assertThat(answer.text("version_id")).isEqualTo(winner));
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 202)
                .hasSize(THREADS - 1)
                .allSatisfy(answer -> {
                    answer.refused(412, "active_version_changed");
                    assertThat(answer.text("active_version_id")).isEqualTo(winner);
                });
        assertThat(activationSeqs(zone.zoneId())).containsExactly(1L);
    }

    @Test
    void of_an_activation_and_the_archiving_of_a_policy_it_contains_exactly_one_succeeds() throws Exception {
        var zoneId = api.zone();
        var policySetId = api.policySet(zoneId);
        for (int race = 0; race < RACES; race++) {
            var policy = api.policy(zoneId, Documents.GRANTS);
            var version = api.seal(zoneId, policySetId, policy.versionId());
            var answers = race(List.of(
                    () -> api.activate(zoneId, policySetId, version),
                    () -> api.delete("/v1/zones/%s/policies/%s".formatted(zoneId, policy.policyId()))));
            var activated = answers.get(0);
            var archived = answers.get(1);
            if (activated.status() == 202) {
                archived.refused(409, "policy_in_use");
            } else {
                archived.expect(204);
                activated.refused(409, "policy_archived");
            }
        }
    }

    @Test
    void only_one_of_32_racing_creators_gets_the_name_of_a_policy_or_set() throws Exception {
        var zoneId = api.zone();
        var policies = race(IntStream.range(0, 32)
                .<Callable<Api.Answer>>mapToObj(n -> () -> api.post(
                        "/v1/zones/%s/policies".formatted(zoneId),
                        Map.of("name", "contested", "content", Documents.GRANTS)))
                .toList());
        var sets = race(IntStream.range(0, 32)
                .<Callable<Api.Answer>>mapToObj(
                        n -> () -> api.post("/v1/zones/%s/policy-sets".formatted(zoneId), Map.of("name", "contested")))
                .toList());
        assertWonOnce(policies, "policy_name_conflict");
        assertWonOnce(sets, "policy_set_name_conflict");
    }

    private static void assertWonOnce(List<Api.Answer> answers, String conflict) {
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .hasSize(answers.size() - 1)
                .allSatisfy(answer -> answer.refused(409, conflict));
    }

    private List<String> governing(String zoneId) {
        return edict.sql()
                .sql(
                        """
                        select active_version_id from views.policy_set_bindings
                        where zone_id = :zone and active_version_id is not null
                        """)
                .param("zone", zoneId)
                .query(String.class)
                .list();
    }

    private List<Long> activationSeqs(String zoneId) {
        return edict.sql()
                .sql("select activation_seq from bridge.outbox where zone_id = :zone order by activation_seq")
                .param("zone", zoneId)
                .query(Long.class)
                .list();
    }

    private static List<Api.Answer> race(List<Callable<Api.Answer>> calls) throws Exception {
        var start = new CyclicBarrier(calls.size());
        var running = new ArrayList<Future<Api.Answer>>();
        for (var call : calls) {
            running.add(CLIENTS.submit(() -> {
                start.await();
                return call.call();
            }));
        }
        var answers = new ArrayList<Api.Answer>();
        for (var future : running) {
            answers.add(future.get());
        }
        return answers;
    }
}
