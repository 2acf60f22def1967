package dev.edict.app.rig;

import static java.util.stream.Collectors.groupingBy;

import dev.edict.app.rig.Evidence.Entry;
import dev.edict.app.rig.Evidence.Event;
import dev.edict.app.rig.Violation.Promise;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * K5: the first entries of a zone's changes stand in their order, without one missing. An entry that comes again
 * later, byte by byte the same, is legal: {@code 1 2 3 2} is, {@code 1 3 2} is not.
 */
final class StreamOrder {

    static final String STREAM = "caracal.policy.invalidate";
    private static final String SIGNATURE = "_sig";

    private final SecretKeySpec key;
    private final List<Violation> found = new ArrayList<>();

    StreamOrder(String streamsKey) {
        key = new SecretKeySpec(HexFormat.of().parseHex(streamsKey), "HmacSHA256");
    }

    List<Violation> violations(List<Event> log, List<Entry> stream) {
        var changes = new HashMap<String, Event>();
        log.stream().filter(Event::isChange).forEach(change -> changes.put(dispatchId(change), change));
        var firsts = new LinkedHashMap<String, Entry>();
        for (var entry : stream) {
            var dispatchId = entry.fields().getOrDefault("outbox_id", "");
            var change = changes.get(dispatchId);
            if (change == null) {
                report("entry %s announces %s, which is not in the log".formatted(entry.id(), dispatchId));
                continue;
            }
            checkContent(entry, change);
            firsts.putIfAbsent(dispatchId, entry);
        }
        checkOrder(changes, firsts);
        return found;
    }

    private void checkContent(Entry entry, Event change) {
        var expected = new TreeMap<String, String>();
        expected.put("outbox_id", dispatchId(change));
        expected.put("zone_id", change.zoneId());
        expected.put("policy_set_id", String.valueOf(change.policySetId()));
        if (change.versionId() != null) {
            expected.put("policy_set_version_id", change.versionId());
        }
        expected.put("activation_seq", Long.toString(change.activationSeq()));
        expected.put(SIGNATURE, signature(expected));
        if (!expected.equals(entry.fields())) {
            report("entry %s is %s, but should be %s".formatted(entry.id(), entry.fields(), expected));
        }
    }

    private void checkOrder(Map<String, Event> changes, Map<String, Entry> firsts) {
        changes.values().stream()
                .filter(change -> !firsts.containsKey(dispatchId(change)))
                .forEach(change -> report("no entry announces %s".formatted(change)));
        var zones = firsts.keySet().stream()
                .map(dispatchId -> Objects.requireNonNull(changes.get(dispatchId)))
                .collect(groupingBy(Event::zoneId));
        zones.values().forEach(this::checkOrder);
    }

    private void checkOrder(List<Event> announced) {
        @Nullable Event before = null;
        for (var change : announced) {
            if (before != null && change.activationSeq() < before.activationSeq()) {
                report("%s is announced after %s".formatted(change, before));
            }
            before = change;
        }
    }

    /** The canonical form of the wire contract (§4.2), written here anew. */
    String signature(Map<String, String> fields) {
        var canonical = new StringBuilder(STREAM).append('\n');
        new TreeMap<>(fields)
                .forEach((name, value) ->
                        canonical.append(name).append('=').append(value).append('\n'));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(canonical.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String dispatchId(Event change) {
        return Objects.requireNonNull(change.dispatchId());
    }

    private void report(String what) {
        found.add(new Violation(Promise.K5, what));
    }
}
