package dev.edict.fleet.opa.canary;

import dev.edict.command.api.Rejection;
import dev.edict.command.background.Loop;
import dev.edict.fleet.asking.AskerClaim;
import dev.edict.fleet.canary.CanaryAnswers;
import dev.edict.fleet.canary.CanaryRecords;
import dev.edict.fleet.roster.AskedDecisionPoints.Asker;
import dev.edict.fleet.roster.ReportRecorded;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Has agents decide the canaries of what they have loaded, as long as this process holds the claim to ask. Its thread
 * reads and records; questions wait without a thread.
 */
@Component
class CanaryAsker implements SmartLifecycle {

    static final String KIND = "opa-canaries";

    private static final Logger log = LoggerFactory.getLogger(CanaryAsker.class);

    private static final int PHASE = 20;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration WHILE_DUE = Duration.ofMillis(250);

    /** What comes within it is looked at together. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Duration WITHOUT_AGENTS = Duration.ofMinutes(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

    private final AskedAgents agents;
    private final AskerClaim claim;
    private final CanaryQuestions questions;
    private final CanaryRecords records;
    private final ApplicationEventPublisher publisher;
    private final Asker asker = new Asker(KIND, UUID.randomUUID().toString());
    private final RunSchedule schedule = new RunSchedule();
    private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
    private final Loop loop = new Loop(KIND, this::step);
    private boolean held;
    private long lookedAt = System.nanoTime() - PAUSE.toNanos();
    private long triedAt = System.nanoTime() - AskerClaim.RENEWED_EVERY.toNanos();

    /** @param failure why the run is dropped; null if there are answers */
    private record Ended(DueRun due, @Nullable CanaryAnswers answers, @Nullable Throwable failure) {}

    CanaryAsker(
            AskedAgents agents,
            AskerClaim claim,
            CanaryQuestions questions,
            CanaryRecords records,
            ApplicationEventPublisher publisher) {
        this.agents = agents;
        this.claim = claim;
        this.questions = questions;
        this.records = records;
        this.publisher = publisher;
    }

    @EventListener
    void on(ReportRecorded report) {
        if (!agents.ids().isEmpty()) {
            loop.wake();
        }
    }

    private Duration step() {
        if (agents.ids().isEmpty()) {
            questions.askNobody(KIND);
            return WITHOUT_AGENTS;
        }
        var since = Duration.ofNanos(System.nanoTime() - lookedAt);
        if (since.compareTo(PAUSE) < 0) {
            return PAUSE.minus(since);
        }
        lookedAt = System.nanoTime();
        recordEnded();
        if (!holdsClaim()) {
            return AskerClaim.RENEWED_EVERY;
        }
        var due = questions.due(agents.ids());
        var inputs = new HashMap<String, Optional<ZoneInputs>>();
        schedule.begin(due).forEach(run -> begin(run, inputs));
        return due.isEmpty() ? LOOK_EVERY : WHILE_DUE;
    }

    private boolean holdsClaim() {
        var now = System.nanoTime();
        if (now - triedAt >= AskerClaim.RENEWED_EVERY.toNanos()) {
            triedAt = now;
            held = false;
            held = claim.take(asker);
            if (held) {
                questions.ask(agents.ids());
            }
        }
        return held;
    }

    /** @param read the canaries that this look has read, by zone: agents of one zone share them */
    private void begin(DueRun run, Map<String, Optional<ZoneInputs>> read) {
        try {
            var inputs = read.computeIfAbsent(run.zoneId(), questions::inputs)
                    .orElseThrow(() -> new RunDropped("the canaries of the zone cannot be read"));
            var unused = agents.run(run, inputs).start().whenComplete((answers, failure) -> {
                ended.add(new Ended(run, answers, failure));
                loop.wake();
            });
        } catch (RuntimeException e) {
            schedule.dropped(run, reason(e));
        }
    }

    private void recordEnded() {
        for (var run = ended.poll(); run != null; run = ended.poll()) {
            if (run.answers() == null) {
                schedule.dropped(run.due(), reason(run.failure()));
            } else {
                record(run.due(), run.answers());
            }
        }
    }

    private void record(DueRun run, CanaryAnswers answers) {
        var isRecorded = false;
        var refusal = "the answers could not be stored";
        try {
            records.recordAsked(run.id(), answers);
            isRecorded = true;
        } catch (Rejection e) {
            refusal = e.explanation();
        } finally {
            if (isRecorded) {
                schedule.succeeded(run);
            } else {
                schedule.dropped(run, refusal);
            }
        }
        if (isRecorded) {
            publisher.publishEvent(new ReportRecorded(Set.of(run.zoneId())));
        }
    }

    private static String reason(@Nullable Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RunDropped ? String.valueOf(cause.getMessage()) : String.valueOf(cause);
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.end();
        loop.join(STOP_WITHIN);
        try {
            claim.giveBack(asker);
        } catch (RuntimeException e) {
            log.debug("Could not give the claim back; it runs out", e);
        }
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
