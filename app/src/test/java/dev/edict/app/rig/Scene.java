package dev.edict.app.rig;

import dev.edict.app.rig.Evidence.Binding;
import dev.edict.app.rig.Evidence.Entry;
import dev.edict.app.rig.Evidence.Event;
import dev.edict.app.rig.Evidence.Governance;
import dev.edict.app.rig.Evidence.Lookup;
import dev.edict.app.rig.Evidence.Told;
import dev.edict.app.rig.Operation.Expected;
import dev.edict.app.rig.Operation.Intent;
import dev.edict.app.rig.Operation.Kind;
import dev.edict.app.rig.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A history made by hand of one zone and one set, with the evidence that a faultless Edict would leave of it. */
final class Scene {

    static final String ZONE = "zone-1";
    static final String SET = "set-1";
    private static final StreamOrder SIGNER = new StreamOrder(RigServers.STREAMS_KEY);

    final List<Operation> operations = new ArrayList<>();
    final List<Event> log = new ArrayList<>();
    final List<String> outbox = new ArrayList<>();
    final List<Told> timeline = new ArrayList<>();
    final List<Governance> governance = new ArrayList<>();
    final List<Binding> bindings = new ArrayList<>();
    final List<Lookup> lookups = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<Entry> stream = new ArrayList<>();
    private long order;

    Scene() {
        append(new Event(1, "policy_set.created", "authoring", ZONE, SET, null, null, 0, null));
        bindings.add(new Binding(ZONE, SET, null));
    }

    List<Violation> violations() {
        return new Checker(RigServers.STREAMS_KEY).violations(operations, evidence());
    }

    private Evidence evidence() {
        return new Evidence(log, outbox, timeline, governance, bindings, lookups, notes, stream);
    }

    /** Activated and answered, one after the other. */
    Operation activated(String versionId) {
        var change = takesEffect(versionId);
        return called(activation(versionId, null), Outcome.OK, versionId, change);
    }

    /** Asked for, with this outcome, and without any effect. */
    Operation ineffective(String versionId, Outcome outcome) {
        return call("request-%d".formatted(++order), activation(versionId, null), outcome, null, 0);
    }

    /** Succeeded although the expected version was wrong. */
    Operation activatedExpecting(String versionId, String expected) {
        var change = takesEffect(versionId);
        return called(activation(versionId, new Expected(expected)), Outcome.OK, versionId, change);
    }

    /** A read that was begun and answered after everything so far. */
    Operation read(@Nullable String versionId, long activationSeq) {
        var intent = new Intent(Kind.READ, ZONE, null, null, null);
        return call("request-%d".formatted(++order), intent, Outcome.OK, versionId, activationSeq);
    }

    /** A change in every place, whoever asked for it. */
    Event takesEffect(String versionId) {
        long seq = log.stream().filter(Event::isChange).count() + 1;
        var previous = governance.isEmpty() ? null : governance.get(0).versionId();
        var change = new Event(
                log.size() + 1,
                "zone.version_activated",
                "request-%d".formatted(++order),
                ZONE,
                SET,
                versionId,
                previous,
                seq,
                "dispatch-%d".formatted(seq));
        append(change);
        outbox.add(change.requestId());
        stream.add(entry("dispatch-%d".formatted(seq), versionId, seq));
        governance.clear();
        governance.add(new Governance(ZONE, seq, SET, versionId, previous, "dispatch-%d".formatted(seq)));
        bindings.clear();
        bindings.add(new Binding(ZONE, SET, versionId));
        lookups.removeIf(known -> known.activationSeq() == 0);
        lookups.add(Lookup.governing(ZONE, versionId));
        lookups.add(new Lookup(ZONE, seq, SET, versionId, false));
        return change;
    }

    /** The entry that rightly announces a change. */
    Entry entry(String dispatchId, String versionId, long seq) {
        var fields = new TreeMap<>(Map.of(
                "outbox_id", dispatchId, "zone_id", ZONE, "policy_set_id", SET, "policy_set_version_id", versionId));
        fields.put("activation_seq", Long.toString(seq));
        fields.put("_sig", SIGNER.signature(fields));
        return new Entry("%d-0".formatted(stream.size() + 1), fields);
    }

    private void append(Event event) {
        log.add(event);
        timeline.add(new Told(event.position(), event.eventType(), event.requestId()));
    }

    private Operation called(Intent intent, Outcome outcome, String versionId, Event change) {
        return call(change.requestId(), intent, outcome, versionId, 0);
    }

    private Operation call(String requestId, Intent intent, Outcome outcome, @Nullable String governing, long seq) {
        var invoked = ++order;
        var returned = outcome == Outcome.INFO ? Operation.NEVER : ++order;
        var operation = new Operation(requestId, intent, invoked, returned, outcome, governing, seq, outcome.name());
        operations.add(operation);
        return operation;
    }

    private static Intent activation(String versionId, @Nullable Expected expected) {
        return new Intent(Kind.ACTIVATE, ZONE, SET, versionId, expected);
    }
}
