package dev.edict.fleet.opa.bundle;

import dev.edict.decision.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Zones that a test publishes. */
final class PublishedZones implements ZoneBundles {

    static final String GRANTS =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            app_ids := {"ledger": "app-1"}
            """;

    private final Map<String, ZoneContents> zones = new ConcurrentHashMap<>();
    private final AtomicInteger readings = new AtomicInteger();
    private volatile Set<String> read = Set.of();
    private volatile @Nullable Runnable afterNextReading;

    static ZoneContents governed(String zoneId, long seq, String... texts) {
        var documents = List.of(texts).stream()
                .map(text -> new PolicyDocument(
                        "p-"
                                + Hashes.sha256(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                        .substring(0, 8),
                        text))
                .toList();
        return new ZoneContents(new Governance(zoneId, seq, "ab".repeat(32)), documents);
    }

    void publish(String zoneId, long seq) {
        put(governed(zoneId, seq, GRANTS));
    }

    void deactivate(String zoneId, long seq) {
        put(new ZoneContents(new Governance(zoneId, seq, null), List.of()));
    }

    void put(ZoneContents contents) {
        zones.put(contents.governance().zoneId(), contents);
    }

    /** Between what the next reading finds and whoever asked for it. */
    void afterNextReading(Runnable change) {
        afterNextReading = change;
    }

    int readings() {
        return readings.get();
    }

    /** The zones of the last reading. */
    Set<String> read() {
        return read;
    }

    @Override
    public Map<String, Governance> newest(Set<String> zoneIds) {
        readings.incrementAndGet();
        read = zoneIds;
        var found = zones.values().stream()
                .map(ZoneContents::governance)
                .filter(governance -> zoneIds.contains(governance.zoneId()))
                .collect(Collectors.toMap(Governance::zoneId, Function.identity()));
        var change = afterNextReading;
        afterNextReading = null;
        if (change != null) {
            change.run();
        }
        return found;
    }

    @Override
    public ZoneContents contents(String zoneId) {
        return Objects.requireNonNull(zones.get(zoneId));
    }
}
