package dev.edict.audit.opa;

import dev.edict.audit.event.AuditEventReader;
import dev.edict.audit.event.EventRefused;
import dev.edict.audit.event.Source;
import dev.edict.audit.store.DeadLetter;
import dev.edict.audit.store.DeadLetters;
import dev.edict.audit.store.EventStore;
import dev.edict.command.api.Caller;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.zone.ZoneDirectory;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Stores the decision logs of agents. An agent sends a log again, for ever and before all later ones, until it is taken;
 * so what can never be stored is a dead letter, and refused is only what may be taken later.
 */
@Component
class DecisionLogs {

    private static final Logger log = LoggerFactory.getLogger(DecisionLogs.class);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final String BODY = "body";

    private final ZoneDirectory zones;
    private final Activations activations;
    private final AuditEventReader reader;
    private final EventStore store;
    private final DeadLetters deadLetters;
    private final LogMeters meters;
    private final LogTurns turns = new LogTurns(LONGEST_WAIT);

    DecisionLogs(
            ZoneDirectory zones,
            Activations activations,
            AuditEventReader reader,
            EventStore store,
            DeadLetters deadLetters,
            LogMeters meters) {
        this.zones = zones;
        this.activations = activations;
        this.reader = reader;
        this.store = store;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /**
     * Stores a log; all of it is committed when this returns.
     *
     * @param coding of the HTTP header; null for none
     * @throws Rejection {@code payload_too_large}, {@code overloaded}
     * @throws RuntimeException if the database is away or busy; then some of it may be stored
     */
    void take(byte[] received, @Nullable String coding, Caller caller) {
        try {
            turns.run(caller.getName(), () -> inTurn(received, coding, caller));
        } catch (RuntimeException e) {
            meters.refused();
            throw e;
        }
        meters.taken();
    }

    private void inTurn(byte[] received, @Nullable String coding, Caller caller) {
        var body = received;
        try {
            body = LogBody.inflated(received, coding);
            storeAll(body, caller);
        } catch (EventRefused e) {
            keep(
                    List.of(new DeadLetter(
                            Source.OPA,
                            BODY,
                            e.reason(),
                            e.detail(),
                            body.length,
                            AuditEventReader.sha256(body),
                            null)),
                    caller);
        }
    }

    private void storeAll(byte[] body, Caller caller) throws EventRefused {
        var ofThisLog = new LogZones(zones, caller.zoneId());
        var batch = new LogBatch(reader, ofThisLog);
        try (var elements = new LogElements(body)) {
            for (var next = elements.next(); next.isPresent(); next = elements.next()) {
                batch.add(next.get());
                if (batch.isFull()) {
                    store(batch, caller);
                    batch = new LogBatch(reader, ofThisLog);
                }
            }
        } catch (EventRefused e) {
            // What comes before the place that cannot be read is stored all the same.
            store(batch, caller);
            throw e;
        }
        store(batch, caller);
    }

    private void store(LogBatch batch, Caller caller) {
        var outcome = batch.store(store, activations);
        keep(outcome.letters(), caller);
        meters.events(outcome.added(), outcome.repeated(), batch.others());
    }

    private void keep(List<DeadLetter> letters, Caller caller) {
        deadLetters.keep(letters);
        meters.deadLetters(letters.size());
        var reasons = new TreeMap<String, Integer>();
        letters.forEach(letter -> reasons.merge(letter.reason().code(), 1, Integer::sum));
        if (!letters.isEmpty()) {
            log.warn("A decision log of {} has dead letters: {}", caller.getName(), reasons);
        }
    }
}
