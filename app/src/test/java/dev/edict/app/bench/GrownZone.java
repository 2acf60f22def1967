package dev.edict.app.bench;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.app.Documents;
import dev.edict.command.api.canary.DefineCanary;
import dev.edict.command.api.canary.RemoveCanary;
import dev.edict.command.api.catalogue.ReplaceCatalogue;
import dev.edict.command.api.deployment.DismissDecisionPoint;
import dev.edict.command.api.deployment.RecordOverdue;
import dev.edict.command.api.deployment.RecordPropagated;
import dev.edict.command.api.note.EraseNote;
import dev.edict.command.api.partition.SealDecisionPartition;
import dev.edict.command.api.policy.ArchivePolicy;
import dev.edict.command.api.policy.CreatePolicy;
import dev.edict.command.api.policy.CreatePolicyVersion;
import dev.edict.command.api.policyset.ArchivePolicySet;
import dev.edict.command.api.policyset.CreatePolicySet;
import dev.edict.command.api.policyset.CreatePolicySetVersion;
import dev.edict.command.api.retention.ChangeAuditRetention;
import dev.edict.command.api.settings.CanarySetting;
import dev.edict.command.api.settings.ChangeZoneSettings;
import dev.edict.command.api.simulation.SimulatePolicySetVersion;
import dev.edict.command.api.simulation.SimulatedSuite;
import dev.edict.command.api.simulation.SimulationBasis;
import dev.edict.command.api.simulation.Tally;
import dev.edict.command.api.stream.RecordResynchronisation;
import dev.edict.command.api.suite.DefineSuite;
import dev.edict.command.api.suite.RemoveSuite;
import dev.edict.command.api.token.Capability;
import dev.edict.command.api.token.MintAdminToken;
import dev.edict.command.api.token.RevokeAdminToken;
import dev.edict.command.api.zone.ActivatePolicySetVersion;
import dev.edict.command.api.zone.ArchiveZone;
import dev.edict.command.api.zone.CanaryForecast;
import dev.edict.command.api.zone.ChangeZone;
import dev.edict.command.api.zone.DeactivateZone;
import dev.edict.command.api.zone.ExpectedActive;
import dev.edict.command.api.zone.RegisterZone;
import dev.edict.command.api.zone.RollbackActivation;
import dev.edict.decision.DecisionContract;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A zone in which so much happened, and every command that can be sent to it. Two versions took turns in it; the policy
 * and the set have as many versions, and the zone as many policies and sets; there are as many zones of its name.
 */
final class GrownZone {

    private final Consumer<Object> gateway;
    private final JdbcClient sql;
    private final String zoneId = id();
    private final String policyId = id();
    private final String policySetId = id();
    private final String policyVersionId = id();
    private final List<String> versionIds = List.of(id(), id(), id());
    private final String name;
    private int turns;

    private GrownZone(Consumer<Object> gateway, JdbcClient sql, int length) {
        this.gateway = gateway;
        this.sql = sql;
        this.name = "Grown " + length;
    }

    static GrownZone of(int length, Consumer<Object> gateway, JdbcClient sql) {
        var zone = new GrownZone(gateway, sql, length);
        zone.begin();
        zone.grow(GrownHistory.ALL, length);
        return zone;
    }

    /** With many activations and nothing else. */
    static GrownZone activated(int activations, Consumer<Object> gateway, JdbcClient sql) {
        var zone = new GrownZone(gateway, sql, activations);
        zone.begin();
        zone.grow(GrownHistory.OF_ACTIVATIONS, activations);
        return zone;
    }

    private void begin() {
        send(new RegisterZone(zoneId, name, null, false));
        send(new CreatePolicy(policyId, zoneId, "first", null, policyVersionId, Documents.GRANTS));
        send(new CreatePolicySet(policySetId, zoneId, "first", null));
        versionIds.forEach(versionId -> send(seal(versionId)));
        versionIds.forEach(versionId -> send(activate(versionId)));
        send(new DefineCanary(zoneId, "first", "{}", "deny", null));
        send(replaceCatalogue());
        send(new DefineSuite(zoneId, "first", null, "[]", 1));
    }

    /** Each makes a command, and what it needs to have happened before. */
    Map<String, Supplier<Object>> commands() {
        var commands = new LinkedHashMap<String, Supplier<Object>>();
        commands.put("activate", this::activation);
        commands.put("roll back", this::rollBack);
        commands.put("roll back, and once more", this::rollBackFurther);
        commands.put("roll back to a named version", this::rollBackByName);
        commands.put("deactivate", this::deactivate);
        commands.put("create a policy", () -> createPolicy(id()));
        commands.put("add a version to a policy", this::addVersion);
        commands.put("archive a policy", this::archivePolicy);
        commands.put("create a set", () -> createSet(id()));
        commands.put("seal a version of a set", () -> seal(id()));
        commands.put("archive a set", this::archiveSet);
        commands.put("record a simulation", this::simulate);
        commands.put("register a zone of that name", () -> new RegisterZone(id(), name, null, false));
        commands.put("change the zone", () -> new ChangeZone(zoneId, name, null, null, null, null));
        commands.put("archive another zone", this::archiveZone);
        commands.put("mint a token", () -> mint(id()));
        commands.put("revoke a token", this::revoke);
        commands.put("record that it propagated", () -> new RecordPropagated(zoneId, ++turns, 50, 50, 183));
        commands.put(
                "record that it is overdue", () -> new RecordOverdue(zoneId, ++turns, List.of("gw-1"), 50, 90_000));
        commands.put("seal the decisions of a month", this::sealDecisions);
        commands.put("dismiss a decision point", () -> new DismissDecisionPoint("gw-1", ++turns, "bench"));
        commands.put("erase a reason", this::eraseReason);
        commands.put("define a canary", () -> new DefineCanary(zoneId, "c" + ++turns % 100, input(), "deny", null));
        commands.put("remove a canary", this::removeCanary);
        commands.put("replace the catalogue", this::replaceCatalogue);
        commands.put("define a suite", () -> new DefineSuite(zoneId, "s" + ++turns % 20, null, cases(), 1));
        commands.put("remove a suite", this::removeSuite);
        commands.put("change the retention", () -> new ChangeAuditRetention(1 + turns++ % 300));
        commands.put("record a resynchronisation", this::resynchronisation);
        commands.put("change the settings", this::changeSettings);
        // The last one: from here on the zone asks for an evaluation.
        commands.put("activate what was evaluated", this::evaluatedActivation);
        return commands;
    }

    private Object eraseReason() {
        send(new DismissDecisionPoint("gw-1", ++turns, "bench"));
        var noteId = sql.sql(
                        "select events.reason_note_of(payload) from events.domain_event order by global_index desc limit 1")
                .query(String.class)
                .single();
        return new EraseNote(noteId);
    }

    private String input() {
        return "{\"turn\":%d}".formatted(turns);
    }

    private Object replaceCatalogue() {
        turns++;
        var content = input();
        var sha256 = sql.sql("select encode(sha256(convert_to(?, 'UTF8')), 'hex')")
                .param(content)
                .query(String.class)
                .single();
        return new ReplaceCatalogue(zoneId, content, sha256, content.length(), 0, 0, 0);
    }

    private Object removeCanary() {
        send(new DefineCanary(zoneId, "removed", input(), "deny", null));
        return new RemoveCanary(zoneId, "removed");
    }

    private String cases() {
        return "[%d]".formatted(turns);
    }

    private Object removeSuite() {
        send(new DefineSuite(zoneId, "removed", null, cases(), 1));
        return new RemoveSuite(zoneId, "removed");
    }

    private Object changeSettings() {
        return new ChangeZoneSettings(zoneId, ++turns % 2 == 0, null, null, false);
    }

    private Object evaluatedActivation() {
        send(new ChangeZoneSettings(zoneId, false, CanarySetting.REQUIRED, null, false));
        var version = number("select canaries_version from command.zone_canaries where zone_id = ?");
        var forecast = new CanaryForecast("required", version, 150, 0, List.of());
        return activate(versionIds.get(turns++ % 2), forecast);
    }

    private Object sealDecisions() {
        var month = YearMonth.of(2_000, 1).plusMonths(++turns).toString();
        return new SealDecisionPartition(zoneId, month, 10, 7, 2, 1, Instant.EPOCH, Instant.EPOCH, "digest");
    }

    private Object resynchronisation() {
        return new RecordResynchronisation("caracal.policy.invalidate", ++turns, List.of("key_missing"), 1);
    }

    /** Of two versions in turns. */
    Object activation() {
        return activate(versionIds.get(turns++ % 2));
    }

    private Object rollBack() {
        send(activation());
        send(activation());
        return rollBackTo(null);
    }

    /** The version that both others replaced long ago is left. */
    private Object rollBackFurther() {
        var first = rollBack();
        send(first);
        return rollBackTo(null);
    }

    private Object rollBackByName() {
        send(activate(versionIds.get(0)));
        return rollBackTo(versionIds.get(1));
    }

    private Object deactivate() {
        send(activation());
        return new DeactivateZone(zoneId, ExpectedActive.unstated(), "bench", id());
    }

    private Object addVersion() {
        return new CreatePolicyVersion(policyId, zoneId, id(), Documents.GRANTS);
    }

    private Object archivePolicy() {
        var policy = id();
        send(createPolicy(policy));
        return new ArchivePolicy(policy, zoneId);
    }

    private Object archiveSet() {
        var set = id();
        send(createSet(set));
        return new ArchivePolicySet(set, zoneId, id());
    }

    private Object simulate() {
        var basis = new SimulationBasis(
                List.of(new SimulatedSuite("first", 1, "sha")),
                true,
                number("select suites_version from command.zone_suites where zone_id = ?"),
                number("select catalogue_version from command.catalogue where zone_id = ?"),
                DecisionContract.sha256());
        return new SimulatePolicySetVersion(
                id(),
                zoneId,
                policySetId,
                versionIds.get(0),
                manifestSha256(),
                "embedded",
                basis,
                new Tally(1, 0, 0),
                "{}");
    }

    /** Of this zone. */
    private long number(String select) {
        return sql.sql(select).param(zoneId).query(Long.class).single();
    }

    private String manifestSha256() {
        return sql.sql("select manifest_sha256 from command.sealed_version where version_id = ?")
                .param(versionIds.get(0))
                .query(String.class)
                .single();
    }

    private Object archiveZone() {
        var zone = id();
        send(new RegisterZone(zone, "Another", zone, false));
        return new ArchiveZone(zone, id());
    }

    private Object revoke() {
        var token = id();
        send(mint(token));
        return new RevokeAdminToken(token);
    }

    private Object mint(String tokenId) {
        return new MintAdminToken(tokenId, "bench", zoneId, Capability.READ, id(), null, null);
    }

    private Object createPolicy(String policy) {
        return new CreatePolicy(policy, zoneId, policy, null, id(), Documents.GRANTS);
    }

    private Object createSet(String set) {
        return new CreatePolicySet(set, zoneId, set, null);
    }

    private Object seal(String versionId) {
        return new CreatePolicySetVersion(policySetId, zoneId, versionId, List.of(policyVersionId), false, null, null);
    }

    private Object activate(String versionId) {
        return activate(versionId, null);
    }

    private Object activate(String versionId, @Nullable CanaryForecast canaries) {
        return new ActivatePolicySetVersion(
                zoneId, policySetId, versionId, ExpectedActive.unstated(), null, null, canaries, id());
    }

    private Object rollBackTo(@Nullable String versionId) {
        return new RollbackActivation(zoneId, versionId, ExpectedActive.unstated(), "bench", id());
    }

    private void send(Object command) {
        gateway.accept(command);
    }

    private static String id() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    private void grow(List<String> statements, int length) {
        for (var statement : statements) {
            sql.sql(statement)
                    .param("zone", zoneId)
                    .param("policy", policyId)
                    .param("set", policySetId)
                    .param("pv", policyVersionId)
                    .param("v1", versionIds.get(1))
                    .param("v2", versionIds.get(2))
                    .param("n", length)
                    .update();
        }
    }
}
