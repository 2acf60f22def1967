package dev.edict.audit.opa;

import dev.edict.audit.event.AuditEventReader;
import dev.edict.audit.event.DeadLetterReason;
import dev.edict.audit.event.EventRefused;
import dev.edict.audit.event.ReportedDecision;
import dev.edict.audit.event.Source;
import dev.edict.audit.opa.LogZones.Place;
import dev.edict.audit.store.DeadLetter;
import dev.edict.audit.store.EventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Elements of a log until they are stored together: events, and those that cannot be stored. */
final class LogBatch {

    private static final int MOST_BYTES = 2 << 20;
    private static final String ELEMENT = "element";

    /** An element that can be read; its bytes are given up. */
    @SuppressWarnings("ArrayRecordComponent") // handed on and never compared
    private record Element(LoggedDecision decision, Place place, int length, byte[] sha256) {

        Activations.@Nullable Key activation() {
            return place.zoneId() == null || place.revision() == null
                    ? null
                    : new Activations.Key(place.zoneId(), place.revision());
        }
    }

    private final AuditEventReader reader;
    private final LogZones zones;
    private final List<Element> elements = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private int bytes;
    private int others;

    LogBatch(AuditEventReader reader, LogZones zones) {
        this.reader = reader;
        this.zones = zones;
    }

    void add(byte[] element) {
        bytes += element.length;
        var sha256 = AuditEventReader.sha256(element);
        try {
            var decision = LoggedDecision.of(AuditEventReader.members(element));
            if (LoggedEvents.isOfContract(decision)) {
                elements.add(new Element(decision, zones.of(decision), element.length, sha256));
            } else {
                others++;
            }
        } catch (EventRefused e) {
            letters.add(new DeadLetter(Source.OPA, ELEMENT, e.reason(), e.detail(), element.length, sha256, null));
        }
    }

    boolean isFull() {
        return elements.size() + letters.size() >= EventStore.MOST || bytes >= MOST_BYTES;
    }

    /** How many are of queries that are none of Edict's. */
    int others() {
        return others;
    }

    /** What became of the batch. */
    record Outcome(int added, int repeated, List<DeadLetter> letters) {}

    /** Stores the events; the dead letters are the caller's to keep. */
    Outcome store(EventStore store, Activations activations) {
        var versions = activations.versions(elements.stream()
                .map(Element::activation)
                .filter(Objects::nonNull)
                .toList());
        var events = new ArrayList<ReportedDecision>();
        var stored = new ArrayList<Element>();
        for (var element : elements) {
            var event = event(element, versions);
            if (event != null) {
                events.add(event);
                stored.add(element);
            }
        }
        var result = store.store(events);
        result.refused()
                .forEach(one -> letters.add(
                        letter(stored.get(one.position()), one.reason(), one.detail(), events.get(one.position()))));
        return new Outcome(result.added(), result.repeated(), List.copyOf(letters));
    }

    /** Null if it is none, or of another zone; then it is a dead letter. */
    private @Nullable ReportedDecision event(Element element, Map<Activations.Key, String> versions) {
        var place = element.place();
        if (place.zoneId() == null) {
            letters.add(letter(
                    element,
                    DeadLetterReason.UNKNOWN_ZONE,
                    "it has no bundle: name the bundle after the zone, or use the token of one zone",
                    null));
            return null;
        }
        try {
            var activation = element.activation();
            var event = reader.read(
                    Source.OPA,
                    LoggedEvents.event(
                            element.decision(),
                            place.zoneId(),
                            place.revision(),
                            activation == null ? null : versions.get(activation)),
                    element.sha256());
            if (!place.isForeign()) {
                return event;
            }
            letters.add(letter(
                    element,
                    DeadLetterReason.FOREIGN_ZONE,
                    "its bundle is named after a zone that its token is not for",
                    event));
        } catch (EventRefused e) {
            letters.add(letter(element, e.reason(), e.detail(), null));
        }
        return null;
    }

    private static DeadLetter letter(
            Element element, DeadLetterReason reason, String detail, @Nullable ReportedDecision event) {
        return new DeadLetter(
                Source.OPA, element.decision().id(), reason, detail, element.length(), element.sha256(), event);
    }
}
