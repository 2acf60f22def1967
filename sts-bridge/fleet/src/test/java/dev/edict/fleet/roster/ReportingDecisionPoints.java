package dev.edict.fleet.roster;

import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.roster.ReportBody.ZoneReport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Decision points that report what a test says. */
public final class ReportingDecisionPoints {

    public static final Owner OWNER = new Owner("admin:ci", null);

    private final ShortTransactions transactions;
    private final Roster roster;
    private final Reports reports;
    private final Map<String, Registration> processes = new LinkedHashMap<>();

    private static final class Registration {
        private final long incarnation;
        private final Owner owner;
        private long counter;

        private Registration(long incarnation, Owner owner) {
            this.incarnation = incarnation;
            this.owner = owner;
        }
    }

    public ReportingDecisionPoints(FleetDatabase database) {
        transactions = new ShortTransactions(database.pool());
        roster = new Roster(database.pool(), transactions);
        reports = new Reports(
                database.pool(),
                roster,
                new Loads(database.pool()),
                transactions,
                JsonMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .build());
    }

    public void register(String id, int budgetSeconds) {
        register(id, budgetSeconds, OWNER);
    }

    /** One that evaluates canaries. */
    public void registerEvaluating(String id, int budgetSeconds) {
        register(id, budgetSeconds, OWNER, null, true, false);
    }

    /** One that evaluates canaries and lets requests through. */
    public void registerGateway(String id, int budgetSeconds) {
        register(id, budgetSeconds, OWNER, null, true, true);
    }

    public void registerWithoutBudget(String id) {
        register(id, null, OWNER);
    }

    /** With the token of all zones, of which it loads these only. */
    public void registerFor(String id, List<String> zones) {
        register(id, null, OWNER, zones, false, false);
    }

    public void registerInZone(String id, String zoneId) {
        register(id, null, new Owner("admin:" + zoneId, zoneId));
    }

    private void register(String id, @Nullable Integer budgetSeconds, Owner owner) {
        register(id, budgetSeconds, owner, null, false, false);
    }

    private void register(
            String id,
            @Nullable Integer budgetSeconds,
            Owner owner,
            @Nullable List<String> only,
            boolean evaluates,
            boolean gateway) {
        processes.put(
                id,
                new Registration(
                        roster.register(new RegisterBody(id, budgetSeconds, null, only, evaluates, gateway), owner),
                        owner));
    }

    public Roster roster() {
        return roster;
    }

    public ShortTransactions transactions() {
        return transactions;
    }

    public long incarnation(String id) {
        return process(id).incarnation;
    }

    public Set<String> ids() {
        return processes.keySet();
    }

    public void heartbeat(String id) {
        report(id, List.of());
    }

    /** A number of {@link FleetDatabase#activate}. */
    public void loaded(String id, String zoneId, long seq) {
        report(id, List.of(zone(zoneId, seq, "loaded", null)));
    }

    /** As {@link #loaded}, and it decided a request since. */
    public void decided(String id, String zoneId, long seq) {
        report(
                id,
                List.of(new ZoneReport(
                        zoneId, seq, FleetDatabase.manifest(seq), Instant.now(), 10L, 100L, "loaded", null, true)));
    }

    public void failed(String id, String zoneId, long seq, String error) {
        report(id, List.of(zone(zoneId, seq, "failed", error)));
    }

    public void stale(String id, String zoneId, long seq) {
        report(id, List.of(zone(zoneId, seq, "stale", null)));
    }

    public void sayGoodbye(String id) {
        var process = process(id);
        roster.sayGoodbye(id, process.incarnation, process.owner);
    }

    /** A heartbeat that says how long ago the zone was confirmed that was confirmed longest ago. */
    public void confirmed(String id, long ageMillis) {
        report(id, ageMillis, List.of());
    }

    private void report(String id, List<ZoneReport> zones) {
        report(id, null, zones);
    }

    private void report(String id, @Nullable Long ageMillis, List<ZoneReport> zones) {
        var process = process(id);
        process.counter++;
        reports.record(id, new ReportBody(process.incarnation, process.counter, ageMillis, null, zones), process.owner);
    }

    private Registration process(String id) {
        var process = processes.get(id);
        if (process == null) {
            throw new IllegalArgumentException("register " + id);
        }
        return process;
    }

    private static ZoneReport zone(String zoneId, long seq, String state, @Nullable String error) {
        return new ZoneReport(zoneId, seq, FleetDatabase.manifest(seq), Instant.now(), 10L, 100L, state, error, null);
    }
}
