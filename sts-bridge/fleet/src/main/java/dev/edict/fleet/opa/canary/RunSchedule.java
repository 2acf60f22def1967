package dev.edict.fleet.opa.canary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each agent is asked next: one run at a time, and less and less often while its runs are dropped. Agents that
 * answered last go first, so that those that hang delay no others.
 */
final class RunSchedule {

    private static final Logger log = LoggerFactory.getLogger(RunSchedule.class);

    /** Each holds the canaries of its zone in memory. */
    private static final int MOST_AT_ONCE = 64;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Map<String, Agent> agents = new HashMap<>();

    private static final class Agent {
        private boolean busy;
        private Duration pause = Duration.ZERO;
        private long silentUntilNanos = System.nanoTime();
        private String trouble = "";
    }

    /** Chooses those that are begun now, and marks their agents as busy. */
    List<DueRun> begin(List<DueRun> due) {
        var room = MOST_AT_ONCE
                - agents.values().stream().filter(agent -> agent.busy).count();
        var begun = new ArrayList<DueRun>();
        for (var run : due.stream()
                .sorted(Comparator.comparing((DueRun run) -> agent(run).pause))
                .toList()) {
            var agent = agent(run);
            if (begun.size() < room && !agent.busy && System.nanoTime() - agent.silentUntilNanos >= 0) {
                agent.busy = true;
                begun.add(run);
            }
        }
        return begun;
    }

    void succeeded(DueRun run) {
        var agent = agent(run);
        if (!agent.trouble.isEmpty()) {
            log.info("{} decides canaries again", run.id());
        }
        agent.busy = false;
        agent.trouble = "";
        agent.pause = Duration.ZERO;
    }

    void dropped(DueRun run, String reason) {
        var agent = agent(run);
        if (!agent.trouble.equals(reason)) {
            log.warn(
                    "{} did not decide the canaries of zone {} under activation {}: {}",
                    run.id(),
                    run.zoneId(),
                    run.activationSeq(),
                    reason);
        }
        agent.busy = false;
        agent.trouble = reason;
        agent.pause = longer(agent.pause);
        agent.silentUntilNanos = System.nanoTime() + agent.pause.toNanos();
    }

    private static Duration longer(Duration pause) {
        var twice = pause.isZero() ? SHORTEST_PAUSE : pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private Agent agent(DueRun run) {
        return agents.computeIfAbsent(run.id(), id -> new Agent());
    }
}
