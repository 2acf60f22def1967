package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients of two nodes have seen the same state, and each wants to change it. */
class LostUpdateIT {

    private static final int CLIENTS = 64;

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private TwoNodes nodes;

    @BeforeEach
    void two_nodes() {
        nodes = TwoNodes.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        nodes.kill();
    }

    @Test
    void of_64_changes_of_the_same_state_one_takes_effect_and_the_others_are_told() throws Exception {
        var zone = nodes.api(0).governed(2);
        for (int round = 0; round < Rounds.of(5, 100); round++) {
            var seen = "\"" + round + "\"";
            var answers = race(client -> activate(nodes.api(client % 2), zone, client % 2, seen));

            assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 202)
                    .hasSize(CLIENTS - 1)
                    .allSatisfy(answer -> answer.refused(412, "precondition_failed"));
        }
    }

    private interface Client {
        Api.Answer call(int number);
    }

    private List<Api.Answer> race(Client client) throws Exception {
        var start = new CyclicBarrier(CLIENTS);
        var calls = new ArrayList<Callable<Api.Answer>>();
        for (int n = 0; n < CLIENTS; n++) {
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
        return answers;
    }

    private static Api.Answer activate(Api api, Api.Governed zone, int version, String seen) {
        return api.send(
                "POST",
                "/v1/zones/%s/policy-sets/%s/activate".formatted(zone.zoneId(), zone.policySetId()),
                "{\"version_id\":\"%s\"}".formatted(zone.versionIds().get(version)),
                Map.of("content-type", "application/json", "if-match", seen));
    }
}
