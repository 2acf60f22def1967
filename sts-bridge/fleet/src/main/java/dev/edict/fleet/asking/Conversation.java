package dev.edict.fleet.asking;

import dev.edict.command.background.Loop;
import dev.edict.fleet.asking.AskedZones.Zone;
import dev.edict.fleet.roster.Answer;
import dev.edict.fleet.roster.Answer.Outcome;
import dev.edict.fleet.roster.AskedDecisionPoints;
import dev.edict.fleet.roster.AskedDecisionPoints.Asker;
import dev.edict.fleet.roster.AskedDecisionPoints.Proof;
import dev.edict.fleet.roster.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one decision point about its zones, one question after the other on a thread of its own: a slow one delays no
 * other. While it is unreachable it is asked less and less often.
 */
final class Conversation {

    private static final Logger log = LoggerFactory.getLogger(Conversation.class);

    private static final int MOST_ZONES_AT_ONCE = 100;

    /** What was found is recorded after that time, also if more zones are due. */
    private static final Duration ROUND = Duration.ofMillis(500);

    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration SHORTEST_BACKOFF = Duration.ofMillis(250);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final AskedKind kind;
    private final Endpoint endpoint;
    private final Asker asker;
    private final String id;
    private final ZonePlan plan;
    private final AskedDecisionPoints roster;
    private final QuestionMeters meters;
    private final Runnable lookUpAgain;
    private final Schedule schedule = new Schedule();
    private final Loop loop;
    private Duration backoff = Duration.ZERO;
    private long silentUntil = System.nanoTime();
    private String trouble = "";

    /** @param lookUpAgain called when it is unreachable */
    Conversation(
            AskedKind kind,
            Endpoint endpoint,
            Asker asker,
            ZonePlan plan,
            AskedDecisionPoints roster,
            QuestionMeters meters,
            Runnable lookUpAgain) {
        this.kind = kind;
        this.endpoint = endpoint;
        this.asker = asker;
        this.id = endpoint.id(kind.kind());
        this.plan = plan;
        this.roster = roster;
        this.meters = meters;
        this.lookUpAgain = lookUpAgain;
        this.loop = new Loop(id, this::step);
    }

    Loop loop() {
        return loop;
    }

    private Duration step() {
        try {
            return askThoseDue();
        } catch (RuntimeException e) {
            // KindWatch reports once, for all conversations, that the database is away.
            log.debug("Could not record what {} answered", id, e);
            return AFTER_A_FAILURE;
        }
    }

    private Duration askThoseDue() {
        var now = System.nanoTime();
        if (silentUntil - now > 0) {
            return Duration.ofNanos(silentUntil - now);
        }
        var zones = plan.zones();
        var due = schedule.due(zones, now, MOST_ZONES_AT_ONCE);
        if (due.isEmpty()) {
            var next = schedule.untilNext(zones, now);
            return next.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : next;
        }
        var findings = ask(due);
        var news = schedule.news(findings);
        var proofs = news.isEmpty() ? List.<Proof>of() : roster.record(asker, id, news);
        schedule.note(findings, news, proofs);
        proofs.forEach(proof -> meters.asked(proof.outcome()));
        return Duration.ZERO;
    }

    private List<Finding> ask(List<Zone> due) {
        var findings = new ArrayList<Finding>();
        var began = System.nanoTime();
        for (var zone : due) {
            if (!loop.isRunning() || System.nanoTime() - began > ROUND.toNanos()) {
                return findings;
            }
            var finding = ask(zone);
            findings.add(finding);
            if (finding.answer().outcome() == Outcome.UNREACHABLE) {
                // What is unreachable is so for all zones: none of them has to find it out by waiting.
                due.subList(findings.size(), due.size())
                        .forEach(other -> findings.add(new Finding(
                                other.zoneId(), other.activationSeq(), finding.askedNanos(), finding.answer())));
                return findings;
            }
        }
        return findings;
    }

    private Finding ask(Zone zone) {
        var sent = System.nanoTime();
        var answer = kind.ask(endpoint, zone.zoneId());
        noteReachability(answer);
        return new Finding(zone.zoneId(), zone.activationSeq(), sent, answer);
    }

    private void noteReachability(Answer answer) {
        var reason = answer.isState() ? "" : String.valueOf(answer.reason());
        if (!reason.isEmpty() && trouble.isEmpty()) {
            log.warn("{} does not tell what it enforces: {}", id, reason);
        } else if (reason.isEmpty() && !trouble.isEmpty()) {
            log.info("{} tells again what it enforces", id);
        }
        trouble = reason;
        if (answer.outcome() == Outcome.UNREACHABLE) {
            backoff = backoff.isZero() ? SHORTEST_BACKOFF : doubled(backoff);
            silentUntil = System.nanoTime() + backoff.toNanos();
            lookUpAgain.run();
        } else {
            backoff = Duration.ZERO;
        }
    }

    private static Duration doubled(Duration backoff) {
        var twice = backoff.multipliedBy(2);
        return twice.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : twice;
    }
}
