package dev.edict.query.asof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Lives through a random past of some zones: valid events of every kind and revision that a zone's state depends on. */
final class RandomPast {

    static final int ZONES = 4;

    private final PastLog log;
    private final Random random;
    private final Map<String, Zone> zones = new HashMap<>();
    private Instant now;
    private boolean imported;
    private int ids;

    RandomPast(PastLog log, long seed, Instant start) {
        this.log = log;
        this.random = new Random(seed);
        this.now = start;
    }

    private static final class Zone {
        final List<String> policies = new ArrayList<>();
        final Map<String, Integer> versionsOf = new HashMap<>();
        final List<String> policyVersions = new ArrayList<>();
        final List<Sealed> sealed = new ArrayList<>();
        final List<String> sets = new ArrayList<>();
        final Map<String, String> simulationOf = new HashMap<>();
        long activationSeq;
        long settings;
        long canaries;
        long catalogue;
        long suites;

        @Nullable
        Sealed governing;
    }

    private record Sealed(String setId, String versionId, String manifestSha256) {}

    static String zoneId(int number) {
        return "z" + number;
    }

    Instant now() {
        return now;
    }

    void live(int events) {
        run(events, false);
    }

    /** Events of another installation, which say that they occurred years ago. */
    void takeOver(int events) {
        run(events, true);
    }

    private void run(int events, boolean fromElsewhere) {
        imported = fromElsewhere;
        for (int n = 0; n < events; n++) {
            if (random.nextInt(10) > 0) {
                now = now.plusNanos((1 + random.nextInt(7_200_000)) * 1_000_000L / 1_000 * 1_000);
            }
            step();
        }
        log.flush();
    }

    private void step() {
        var id = zoneId(random.nextInt(ZONES));
        var zone = zones.get(id);
        if (zone == null) {
            zones.put(id, new Zone());
            append(
                    "zone.registered",
                    1,
                    id,
                    Map.of("zoneId", id, "name", "Zone " + id, "slug", id, "dcrEnabled", false));
            return;
        }
        switch (random.nextInt(12)) {
            case 0 -> policy(id, zone);
            case 1, 2 -> policyVersion(id, zone);
            case 3 -> policySet(id, zone);
            case 4, 5 -> seal(id, zone);
            case 6 -> simulate(id, zone);
            case 7, 8 -> activate(id, zone);
            case 9 -> rollBack(id, zone);
            case 10 -> deactivate(id, zone);
            default -> state(id, zone);
        }
    }

    private void policy(String zoneId, Zone zone) {
        var id = id("policy");
        zone.policies.add(id);
        append("policy.created", 1, id, Map.of("policyId", id, "zoneId", zoneId, "name", "name of " + id));
    }

    private void policyVersion(String zoneId, Zone zone) {
        if (zone.policies.isEmpty()) {
            policy(zoneId, zone);
            return;
        }
        var policy = zone.policies.get(random.nextInt(zone.policies.size()));
        var id = id("version");
        var number = zone.versionsOf.merge(policy, 1, Integer::sum);
        var content = "text %d of %s".formatted(number, policy);
        zone.policyVersions.add(id);
        append(
                "policy.version_created",
                1,
                policy,
                Map.of(
                        "policyId",
                        policy,
                        "zoneId",
                        zoneId,
                        "versionId",
                        id,
                        "version",
                        number,
                        "contentSha256",
                        log.content(content),
                        "contentLength",
                        content.length(),
                        "schemaVersion",
                        "2026-05-20"));
    }

    private void policySet(String zoneId, Zone zone) {
        var id = id("set");
        zone.sets.add(id);
        append("policy_set.created", 1, id, Map.of("policySetId", id, "zoneId", zoneId, "name", "name of " + id));
    }

    private void seal(String zoneId, Zone zone) {
        if (zone.policyVersions.isEmpty() || zone.sets.isEmpty()) {
            policySet(zoneId, zone);
            return;
        }
        var set = zone.sets.get(random.nextInt(zone.sets.size()));
        var id = id("sealed");
        var number = zone.versionsOf.merge(set, 1, Integer::sum);
        var manifest = new ArrayList<String>();
        for (int n = 0; n < 1 + random.nextInt(4); n++) {
            manifest.add(zone.policyVersions.get(random.nextInt(zone.policyVersions.size())));
        }
        var entries = manifest.stream().distinct().toList();
        zone.sealed.add(new Sealed(set, id, PastLog.sha256(id)));
        append(
                "policy_set.version_created",
                1,
                set,
                Map.of(
                        "policySetId",
                        set,
                        "zoneId",
                        zoneId,
                        "versionId",
                        id,
                        "version",
                        number,
                        "policyVersionIds",
                        entries,
                        "manifestSha256",
                        PastLog.sha256(id),
                        "schemaVersion",
                        "2026-05-20"));
    }

    private void simulate(String zoneId, Zone zone) {
        if (zone.sealed.isEmpty()) {
            seal(zoneId, zone);
            return;
        }
        var version = zone.sealed.get(random.nextInt(zone.sealed.size()));
        var id = id("simulation");
        zone.simulationOf.put(version.versionId, id);
        append(
                "policy_set.version_simulated",
                1 + random.nextInt(2),
                id,
                Map.of(
                        "simulationId",
                        id,
                        "zoneId",
                        zoneId,
                        "versionId",
                        version.versionId,
                        "engine",
                        "embedded",
                        "passed",
                        random.nextInt(9),
                        "failed",
                        random.nextInt(3),
                        "notExecuted",
                        random.nextInt(2),
                        "verdict",
                        random.nextBoolean() ? "PASS" : "FAIL"));
    }

    private void activate(String zoneId, Zone zone) {
        if (zone.sealed.isEmpty()) {
            seal(zoneId, zone);
            return;
        }
        var version = zone.sealed.get(random.nextInt(zone.sealed.size()));
        var payload = governing(zoneId, zone, version);
        payload.put("simulationId", zone.simulationOf.get(version.versionId));
        var revision = 1 + random.nextInt(2);
        if (revision == 2) {
            var grounds = new HashMap<String, @Nullable Object>();
            grounds.put("reason", random.nextBoolean() ? Map.of("noteId", log.note("why " + ids)) : null);
            payload.put("grounds", random.nextInt(3) == 0 ? null : grounds);
        }
        append("zone.version_activated", revision, zoneId, payload);
    }

    private void rollBack(String zoneId, Zone zone) {
        if (zone.activationSeq == 0) {
            activate(zoneId, zone);
            return;
        }
        var payload = governing(zoneId, zone, zone.sealed.get(random.nextInt(zone.sealed.size())));
        payload.put("reason", Map.of("noteId", log.note("back " + ids++)));
        append("zone.activation_rolled_back", 1, zoneId, payload);
    }

    private void deactivate(String zoneId, Zone zone) {
        if (zone.governing == null) {
            activate(zoneId, zone);
            return;
        }
        var payload = new HashMap<String, @Nullable Object>();
        payload.put("zoneId", zoneId);
        payload.put("policySetId", zone.governing.setId);
        payload.put("previousVersionId", zone.governing.versionId);
        payload.put("activationSeq", ++zone.activationSeq);
        payload.put("reason", random.nextBoolean() ? null : Map.of("noteId", log.note("off " + ids++)));
        zone.governing = null;
        append("zone.deactivated", 1, zoneId, payload);
    }

    private static Map<String, @Nullable Object> governing(String zoneId, Zone zone, Sealed version) {
        zone.governing = version;
        var payload = new HashMap<String, @Nullable Object>();
        payload.put("zoneId", zoneId);
        payload.put("policySetId", version.setId);
        payload.put("versionId", version.versionId);
        payload.put("manifestSha256", version.manifestSha256);
        payload.put("activationSeq", ++zone.activationSeq);
        return payload;
    }

    private void state(String zoneId, Zone zone) {
        switch (random.nextInt(4)) {
            case 0 -> settings(zoneId, zone);
            case 1 ->
                append(
                        "canary.defined",
                        1,
                        "canaries/" + zoneId,
                        Map.of("zoneId", zoneId, "canariesVersion", ++zone.canaries, "name", "c"));
            case 2 ->
                append(
                        "catalogue.replaced",
                        1,
                        "catalogue/" + zoneId,
                        Map.of("zoneId", zoneId, "catalogueVersion", ++zone.catalogue));
            default ->
                append(
                        "suite.defined",
                        1,
                        "suites/" + zoneId,
                        Map.of("zoneId", zoneId, "suitesVersion", ++zone.suites, "name", "s"));
        }
    }

    private void settings(String zoneId, Zone zone) {
        var revision = 1 + random.nextInt(3);
        var payload = new LinkedHashMap<String, Object>();
        payload.put("zoneId", zoneId);
        payload.put("settingsSeq", ++zone.settings);
        payload.put("strict", random.nextBoolean());
        if (revision >= 2) {
            payload.put("canaries", random.nextBoolean() ? "warn" : "required");
        }
        if (revision >= 3) {
            payload.put("evidence", random.nextBoolean() ? "warn" : "required");
        }
        append("zone_settings.changed", revision, "settings/" + zoneId, payload);
    }

    private void append(String type, int revision, String stream, Map<String, ?> payload) {
        var metadata = new HashMap<String, Object>();
        metadata.put("actor", imported ? "import" : "admin:" + random.nextInt(5));
        metadata.put("requestId", id("request"));
        if (imported) {
            metadata.put("imported", true);
        }
        if (random.nextInt(3) == 0) {
            metadata.put("onBehalfOfNote", log.note("person " + ids));
        }
        if (random.nextInt(4) == 0) {
            metadata.put("viaOperator", true);
        }
        var occurred = imported ? now.minus(Duration.ofDays(1_000 + random.nextInt(2_000))) : now;
        log.append(type, revision, stream, payload, metadata, occurred, now);
    }

    private String id(String kind) {
        return kind + "-" + ++ids;
    }
}
