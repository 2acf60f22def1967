package dev.edict.fleet.opa.canary;

import dev.edict.fleet.canary.CanaryAnswers;
import dev.edict.fleet.canary.CanaryAnswers.Answer;
import dev.edict.fleet.opa.canary.ZoneInputs.CanaryInput;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks one agent all canaries of a zone, a few at a time, and requires that each is decided under the revision of one
 * activation. The first is asked alone: an agent that does not answer to it is asked no more.
 */
final class AgentRun {

    /** From the first question to the last; one that is under way then is waited for. */
    static final Duration LIMIT = Duration.ofSeconds(8);

    private static final int TOGETHER = 4;

    private final AgentClient client;
    private final URI agent;
    private final DueRun due;
    private final ZoneInputs inputs;
    private final long beganNanos = System.nanoTime();
    private final ConcurrentLinkedQueue<CanaryInput> left;
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private volatile boolean dropped;
    private volatile @Nullable CanaryInput provenBy;
    private volatile boolean evaluationFailed;

    AgentRun(AgentClient client, URI agent, DueRun due, ZoneInputs inputs) {
        this.client = client;
        this.agent = agent;
        this.due = due;
        this.inputs = inputs;
        this.left = new ConcurrentLinkedQueue<>(inputs.canaries());
    }

    DueRun due() {
        return due;
    }

    /** The answers to all of them; fails with {@link RunDropped} if they prove nothing. */
    CompletableFuture<CanaryAnswers> start() {
        return askOne().thenCompose(first -> CompletableFuture.allOf(
                        Stream.generate(this::askLeft).limit(TOGETHER).toArray(CompletableFuture[]::new)))
                .thenCompose(all -> confirmed())
                .thenApply(all -> new CanaryAnswers(
                        due.incarnation(),
                        due.zoneId(),
                        due.activationSeq(),
                        inputs.canariesVersion(),
                        List.copyOf(answers)));
    }

    private CompletableFuture<Void> askLeft() {
        return left.isEmpty() || dropped
                ? CompletableFuture.completedFuture(null)
                : askOne().thenCompose(one -> askLeft());
    }

    private CompletableFuture<Void> askOne() {
        var canary = left.poll();
        if (canary == null) {
            return CompletableFuture.completedFuture(null);
        }
        if (System.nanoTime() - beganNanos > LIMIT.toNanos()) {
            dropped = true;
            return CompletableFuture.failedFuture(
                    new RunDropped("not all canaries were answered within %d s".formatted(LIMIT.toSeconds())));
        }
        return client.ask(agent, due.zoneId(), canary.input())
                .thenAccept(answer -> keep(canary, answer))
                .whenComplete((kept, failure) -> dropped = dropped || failure != null);
    }

    private void keep(CanaryInput canary, AgentAnswer answer) {
        if (answer.revision() == null) {
            evaluationFailed = true;
        } else if (answer.revision().equals(due.revision())) {
            provenBy = canary;
        } else {
            throw new RunDropped(
                    "decided by another revision than that of activation %d".formatted(due.activationSeq()));
        }
        answers.add(new Answer(canary.name(), answer.decision(), answer.reason()));
    }

    /** A failed evaluation does not tell its revision: it counts between two answers that do. */
    private CompletableFuture<Void> confirmed() {
        var proving = provenBy;
        if (proving == null) {
            return CompletableFuture.failedFuture(new RunDropped("every evaluation failed with status 500"));
        }
        if (!evaluationFailed) {
            return CompletableFuture.completedFuture(null);
        }
        return client.ask(agent, due.zoneId(), proving.input()).thenAccept(this::requireRevision);
    }

    private void requireRevision(AgentAnswer answer) {
        if (!due.revision().equals(answer.revision())) {
            throw new RunDropped("went on to another revision meanwhile");
        }
    }
}
