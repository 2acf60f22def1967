package dev.edict.audit.ingest;

import static dev.edict.audit.event.DeadLetterReason.HMAC_VERIFY_FAILED;
import static dev.edict.audit.event.DeadLetterReason.MISSING_DATA_FIELD;

import dev.edict.audit.event.AuditEventReader;
import dev.edict.audit.event.DeadLetterReason;
import dev.edict.audit.event.EventRefused;
import dev.edict.audit.event.ReportedDecision;
import dev.edict.audit.event.Source;
import dev.edict.audit.store.DeadLetter;
import dev.edict.audit.store.DeadLetters;
import dev.edict.audit.store.EventStore;
import dev.edict.command.secret.AuditKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Verifies, reads and stores entries of the stream; what cannot be stored becomes a dead letter. Thread-safe. */
@Component
class EventIntake {

    private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);

    private static final String DATA = "data";
    private static final String SIGNATURE = "sig";

    private final AuditEventReader reader;
    private final EventStore events;
    private final DeadLetters deadLetters;
    private final IngestKeys keys;
    private final IngestMeters meters;

    EventIntake(
            AuditEventReader reader, EventStore events, DeadLetters deadLetters, IngestKeys keys, IngestMeters meters) {
        this.reader = reader;
        this.events = events;
        this.deadLetters = deadLetters;
        this.keys = keys;
        this.meters = meters;
    }

    /**
     * Returns once all of these are committed, as events or as dead letters.
     *
     * @param entries at most {@link EventStore#MOST}
     * @throws org.springframework.dao.DataAccessException if the database is away; then they have to be taken again
     */
    void take(List<StreamEntry> entries) {
        var current = keys.current();
        var read = new ArrayList<Read>(entries.size());
        var letters = new ArrayList<DeadLetter>();
        for (var entry : entries) {
            try {
                read.add(new Read(entry, event(entry, current)));
            } catch (EventRefused e) {
                letters.add(letter(entry, e.reason(), e.detail(), null));
            }
        }
        var stored = events.store(read.stream().map(Read::event).toList());
        stored.refused().forEach(refused -> {
            var one = read.get(refused.position());
            letters.add(letter(one.entry(), refused.reason(), refused.detail(), one.event()));
        });
        deadLetters.keep(letters);
        meters.taken(stored.added(), stored.repeated());
        letters.forEach(this::report);
    }

    private record Read(StreamEntry entry, ReportedDecision event) {}

    private ReportedDecision event(StreamEntry entry, List<AuditKey> current) throws EventRefused {
        var text = entry.fields().get(DATA);
        if (text == null) {
            throw new EventRefused(MISSING_DATA_FIELD, "the entry has no field data");
        }
        var data = text.getBytes(StandardCharsets.UTF_8);
        var signature = entry.fields().get(SIGNATURE);
        if (signature == null || current.stream().noneMatch(key -> key.verifies(signature, data))) {
            throw new EventRefused(
                    HMAC_VERIFY_FAILED,
                    signature == null ? "the entry has no field sig" : "sig is of no key that is in use");
        }
        return reader.read(Source.STREAM, data);
    }

    private static DeadLetter letter(
            StreamEntry entry, DeadLetterReason reason, String detail, @Nullable ReportedDecision event) {
        var data = entry.fields().getOrDefault(DATA, "").getBytes(StandardCharsets.UTF_8);
        return new DeadLetter(Source.STREAM, entry.id(), reason, detail, data.length, sha256(data), event);
    }

    private void report(DeadLetter letter) {
        meters.deadLetter(letter.reason());
        if (letter.reason() == DeadLetterReason.TAMPER_ON_REPLAY) {
            LOG.error("The entry {} repeats the id of a stored decision with other content", letter.sourceId());
        } else {
            LOG.debug("The entry {} is set aside: {}", letter.sourceId(), letter.reason());
        }
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
