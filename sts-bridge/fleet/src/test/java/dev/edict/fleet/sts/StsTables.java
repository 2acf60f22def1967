package dev.edict.fleet.sts;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the token services of a test read: which version governs each zone. */
public final class StsTables {

    /** The active binding of a zone, with the hash of its manifest. */
    record Binding(String versionId, String manifestSha256) {}

    private final Map<String, Binding> bindings = new ConcurrentHashMap<>();

    public void govern(String zoneId, String versionId, String manifestSha256) {
        bindings.put(zoneId, new Binding(versionId, manifestSha256));
    }

    public void deactivate(String zoneId) {
        bindings.remove(zoneId);
    }

    Optional<Binding> binding(String zoneId) {
        return Optional.ofNullable(bindings.get(zoneId));
    }
}
