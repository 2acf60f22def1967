package dev.edict.fleet.verification;

import dev.edict.command.api.EventsAppended;
import dev.edict.command.api.Rejection;
import dev.edict.command.background.Loop;
import dev.edict.fleet.roster.ReportRecorded;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/** Requests that wait for the verdict of a verification, without a thread each. */
@Component
class WaitingVerifications implements SmartLifecycle {

    static final int MOST = 200;
    static final int MOST_PER_CALLER = 20;

    private static final int PHASE = 20;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    /** The container ends a request that was not answered this long after its deadline. */
    private static final Duration BACKSTOP = Duration.ofSeconds(10);

    private final VerificationReader verifications;
    private final Map<DeferredResult<Verification>, Waiting> waiting = new ConcurrentHashMap<>();
    private final Loop loop = new Loop("verification-wait", this::look);

    WaitingVerifications(VerificationReader verifications) {
        this.verifications = verifications;
    }

    private record Change(String zoneId, long activationSeq) {}

    private record Waiting(Change change, String caller, long untilNanos) {}

    /**
     * Answers when the verdict is no longer pending, and when the patience is over.
     *
     * @throws Rejection {@code too_many_waiting_requests}
     */
    DeferredResult<Verification> await(Verification pending, Duration patience, String caller) {
        var ofCaller = waiting.values().stream()
                .filter(one -> one.caller().equals(caller))
                .count();
        if (waiting.size() >= MOST || ofCaller >= MOST_PER_CALLER) {
            throw Rejection.Reason.TOO_MANY_WAITING_REQUESTS.because(
                    "too many requests wait for a verification: %d of one token may, and %d of all",
                    MOST_PER_CALLER, MOST);
        }
        var answer = new DeferredResult<Verification>(patience.plus(BACKSTOP).toMillis());
        var change = new Change(pending.zoneId(), pending.activationSeq());
        waiting.put(answer, new Waiting(change, caller, System.nanoTime() + patience.toNanos()));
        answer.onCompletion(() -> waiting.remove(answer));
        return answer;
    }

    @EventListener
    void on(EventsAppended appended) {
        wake();
    }

    @EventListener
    void on(ReportRecorded report) {
        wake();
    }

    private void wake() {
        if (!waiting.isEmpty()) {
            loop.wake();
        }
    }

    private Duration look() {
        var changes = waiting.values().stream().map(Waiting::change).collect(Collectors.toSet());
        changes.forEach(this::look);
        return LOOK_EVERY;
    }

    private void look(Change change) {
        var now = System.nanoTime();
        verifications
                .find(change.zoneId(), change.activationSeq())
                .ifPresent(verification -> waiting.forEach((answer, one) -> {
                    var over = now - one.untilNanos() >= 0;
                    if (one.change().equals(change) && (verification.isDecided() || over)) {
                        answer.setResult(verification);
                    }
                }));
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.end();
        loop.join(STOP_WITHIN);
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
