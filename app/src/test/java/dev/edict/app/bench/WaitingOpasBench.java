package dev.edict.app.bench;

import dev.edict.app.Api;
import dev.edict.app.bench.ProgramUnderLoad.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a thousand Open Policy Agents cost, five in each of 200 zones, beside 20 activations a second and reads. Ends with
 * 1 if reads take more than a second at p99, or if bundles do, or if agents take threads.
 */
final class WaitingOpasBench {

    private static final int ZONES = 200;
    private static final int AGENTS_PER_ZONE = 5;
    private static final int READS_PER_SECOND = 50;
    private static final int LONGEST_MILLIS = 1_000;

    /** One compiling thread beside the load takes minutes for the hottest methods. */
    private static final Duration UNTIL_COMPILED = Duration.ofMinutes(2);

    private static final int MOST_MORE_THREADS = 150;

    private final ProgramUnderLoad program;
    private final Api api;
    private final List<Api.Governed> zones = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    private WaitingOpasBench(ProgramUnderLoad program) {
        this.program = program;
        this.api = program.api();
        for (int n = 0; n < ZONES; n++) {
            zones.add(api.governed(2));
        }
    }

    public static void main(String[] arguments) throws Exception {
        ProgramUnderLoad.exitAfter(program -> new WaitingOpasBench(program).run());
    }

    private void run() throws InterruptedException {
        var tokens = new HashMap<String, String>();
        zones.forEach(zone -> tokens.put(zone.zoneId(), token(zone.zoneId())));
        ClosedLoop.run(2, ProgramUnderLoad.WARM_UP, this::read);
        try (var agents = new WaitingOpas(program.port(), tokens, AGENTS_PER_ZONE)) {
            ClosedLoop.run(2, UNTIL_COMPILED, () -> activate(agents));
        }
        program.printHead("read", "bundles", "activation to bundle");
        var without = measure("no agents", Map.of());
        var with = measure("1,000 agents", tokens);
        var later = measure("the same, once more", tokens);
        var more = Math.max(with, later) - without;
        if (more > MOST_MORE_THREADS) {
            program.breaks("agents take %d threads".formatted(more));
        }
    }

    private String token(String zoneId) {
        return api.post(
                        "/v1/admin-tokens",
                        Map.of(
                                "name",
                                Api.uniqueName("opas"),
                                "capability",
                                "replica",
                                "scope",
                                "zone",
                                "zone_id",
                                zoneId))
                .expect(201)
                .text("token");
    }

    private void read() {
        api.active(zones.get(0).zoneId()).expect(200);
    }

    private long measure(String what, Map<String, String> tokens) throws InterruptedException {
        try (var agents = new WaitingOpas(program.port(), tokens, AGENTS_PER_ZONE)) {
            var measured = program.measure(what, agents, READS_PER_SECOND, this::read, () -> activate(agents));
            judge(what, measured, agents);
            return measured.threads();
        }
    }

    private void judge(String what, Measured measured, WaitingOpas agents) {
        for (var loop : List.of(measured.reads(), measured.activations())) {
            if (loop.latencies().millis(99) > LONGEST_MILLIS) {
                program.breaks("%s: %s, p99 %.0f ms"
                        .formatted(what, loop.latencies(), loop.latencies().millis(99)));
            }
        }
        if (agents.delay(99) > LONGEST_MILLIS) {
            program.breaks("%s: bundles take %.0f ms at p99".formatted(what, agents.delay(99)));
        }
    }

    private void activate(WaitingOpas agents) {
        var turn = next.getAndIncrement();
        var zone = zones.get(turn % ZONES);
        agents.activating(zone.zoneId());
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(turn / ZONES % 2))
                .expect(202);
    }
}
