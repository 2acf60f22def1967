package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** When any writer of a command's transaction fails, the call fails and leaves no rows in any table. */
@Tag("servers")
class OneTransactionTest {

    private static final List<String> WRITTEN = List.of(
            "events.domain_event",
            "events.content",
            "events.note",
            "command.zone",
            "command.zone_settings",
            "command.canary",
            "command.zone_canaries",
            "command.catalogue",
            "command.suite",
            "command.zone_suites",
            "command.policy",
            "command.policy_version",
            "command.policy_set",
            "command.sealed_version",
            "command.manifest_entry",
            "command.activation",
            "command.governed_version",
            "command.policy_period",
            "command.simulation",
            "command.simulation_report",
            "views.registered_zones",
            "views.zone_settings",
            "views.canaries",
            "views.zone_canaries",
            "views.catalogues",
            "views.suite_versions",
            "views.zone_suites",
            "views.policies",
            "views.policy_versions",
            "views.policy_sets",
            "views.policy_set_versions",
            "views.policy_set_bindings",
            "views.governance",
            "views.zone_activations",
            "bridge.outbox",
            "bridge.deployment",
            "bridge.relay_zone");

    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private static final Edict EDICT = Edict.shared();
    private final Api api = EDICT.api();
    private String broken = "";

    @ParameterizedTest(name = "{0} when {1} cannot be written")
    @CsvSource({
        "registering a zone, events.domain_event",
        "registering a zone, command.zone",
        "registering a zone, views.registered_zones",
        "registering a zone, bridge.relay_zone",
        "changing settings, command.zone_settings",
        "changing settings, views.zone_settings",
        "defining a canary, events.content",
        "defining a canary, command.canary",
        "defining a canary, command.zone_canaries",
        "defining a canary, views.canaries",
        "defining a canary, views.zone_canaries",
        "removing a canary, command.zone_canaries",
        "removing a canary, views.zone_canaries",
        "replacing the catalogue, events.content",
        "replacing the catalogue, command.catalogue",
        "replacing the catalogue, views.catalogues",
        "defining a suite, events.content",
        "defining a suite, command.suite",
        "defining a suite, command.zone_suites",
        "defining a suite, views.suite_versions",
        "defining a suite, views.zone_suites",
        "removing a suite, command.zone_suites",
        "removing a suite, views.zone_suites",
        "creating a policy, events.content",
        "creating a policy, command.policy",
        "creating a policy, command.policy_version",
        "creating a policy, views.policies",
        "creating a policy, views.policy_versions",
        "archiving a policy, command.policy",
        "archiving a policy, views.policies",
        "creating a set, command.policy_set",
        "creating a set, views.policy_sets",
        "creating a set, views.policy_set_bindings",
        "sealing, command.sealed_version",
        "sealing, command.manifest_entry",
        "sealing, views.policy_set_versions",
        "simulating, command.simulation",
        "simulating, command.simulation_report",
        "activating, command.zone",
        "activating, command.activation",
        "activating, command.governed_version",
        "activating, command.policy_period",
        "activating, views.policy_set_bindings",
        "activating, views.governance",
        "activating, views.zone_activations",
        "activating, views.policy_sets",
        "activating, bridge.outbox",
        "activating, bridge.deployment",
        "rolling back, events.note",
        "rolling back, command.governed_version",
        "rolling back, views.policy_set_bindings",
        "rolling back, bridge.outbox",
        "deactivating, command.activation",
        "deactivating, views.governance",
        "deactivating, bridge.outbox",
        "deactivating, bridge.deployment",
        "archiving the governing set, command.policy_set",
        "archiving the governing set, views.policy_sets",
        "archiving the governing set, bridge.outbox"
    })
    void a_failed_command_leaves_no_rows(String what, String table) {
        var step = step(what);
        breakWritingTo(table);
        var before = snapshot();
        step.run(500);
        assertThat(snapshot()).isEqualTo(before);
        repair();
        step.run(step.success);
        assertThat(snapshot()).isNotEqualTo(before);
    }

    @AfterEach
    void repair() {
        if (!broken.isEmpty()) {
            EDICT.owner().sql("drop trigger refuse on " + broken).update();
            broken = "";
        }
    }

    private record Step(int success, Supplier<Api.Answer> call) {
        void run(int status) {
            call.get().expect(status);
        }
    }

    private Step step(String what) {
        var zone = api.governed(2);
        var first = zone.versionIds().get(0);
        var second = zone.versionIds().get(1);
        var path = "/v1/zones/%s".formatted(zone.zoneId());
        var set = "%s/policy-sets/%s".formatted(path, zone.policySetId());
        return switch (what) {
            case "registering a zone" ->
                new Step(201, () -> api.post("/v1/zones", Map.of("name", Api.uniqueName("zone"))));
            case "changing settings" ->
                new Step(200, () -> api.send("PUT", path + "/settings", "{\"strict\":true}", JSON));
            case "defining a canary" -> new Step(201, () -> defineCanary(zone.zoneId()));
            case "removing a canary" -> {
                defineCanary(zone.zoneId()).expect(201);
                yield new Step(204, () -> api.delete(path + "/canaries/reads"));
            }
            case "replacing the catalogue" -> new Step(200, () -> replaceCatalogue(path));
            case "defining a suite" -> new Step(201, () -> defineSuite(zone.zoneId()));
            case "removing a suite" -> {
                defineSuite(zone.zoneId()).expect(201);
                yield new Step(204, () -> api.delete(path + "/suites/reads"));
            }
            case "creating a policy" -> {
                var body = Map.of("name", "new", "content", Documents.GRANTS + "# " + Api.uniqueName("text") + "\n");
                yield new Step(201, () -> api.post(path + "/policies", body));
            }
            case "archiving a policy" -> new Step(204, () -> api.delete(path + "/policies/" + zone.policyId()));
            case "creating a set" -> new Step(201, () -> api.post(path + "/policy-sets", Map.of("name", "new")));
            case "sealing" -> {
                var policy = api.policy(zone.zoneId(), Documents.BINDINGS);
                var manifest = Map.of("manifest", List.of(Map.of("policy_version_id", policy.versionId())));
                yield new Step(201, () -> api.post(set + "/versions", manifest));
            }
            case "simulating" -> {
                var input = Documents.mint(zone.zoneId(), "teller", "ledger:read");
                yield new Step(200, () -> api.post(set + "/simulate", Map.of("version_id", first, "input", input)));
            }
            case "activating" -> new Step(202, () -> api.activate(zone.zoneId(), zone.policySetId(), first));
            case "rolling back" -> {
                api.activate(zone.zoneId(), zone.policySetId(), first).expect(202);
                api.activate(zone.zoneId(), zone.policySetId(), second).expect(202);
                yield new Step(202, () -> api.rollBack(zone.zoneId(), "bad deploy"));
            }
            case "deactivating" -> {
                api.activate(zone.zoneId(), zone.policySetId(), first).expect(202);
                yield new Step(202, () -> api.deactivate(zone.zoneId(), "incident"));
            }
            case "archiving the governing set" -> {
                api.activate(zone.zoneId(), zone.policySetId(), first).expect(202);
                yield new Step(204, () -> api.delete(set));
            }
            default -> throw new IllegalArgumentException(what);
        };
    }

    private Api.Answer replaceCatalogue(String zone) {
        var application = "{\"id\":\"%s\"}".formatted(Api.uniqueName("app"));
        return api.send(
                "PUT", zone + "/catalogue", "{\"applications\":[%s],\"resources\":[]}".formatted(application), JSON);
    }

    private Api.Answer defineSuite(String zoneId) {
        var input = Documents.mint(zoneId, "teller", "ledger:read");
        var suite = Map.of("cases", List.of(Map.of("name", "reads", "input", input, "expect", "allow")));
        var body = JsonMapper.shared().writeValueAsString(suite);
        return api.send("PUT", "/v1/zones/%s/suites/reads".formatted(zoneId), body, JSON);
    }

    private Api.Answer defineCanary(String zoneId) {
        var canary = Map.of("input", Documents.mint(zoneId, "teller", "ledger:read"), "expect", "allow");
        var body = JsonMapper.shared().writeValueAsString(canary);
        return api.send("PUT", "/v1/zones/%s/canaries/reads".formatted(zoneId), body, JSON);
    }

    private void breakWritingTo(String table) {
        EDICT.owner()
                .sql(
                        """
                create or replace function public.refuse() returns trigger language plpgsql as $$
                begin
                    raise exception 'the test refuses this row';
                end $$
                """)
                .update();
        EDICT.owner()
                .sql("create trigger refuse before insert or update on %s for each row execute function public.refuse()"
                        .formatted(table))
                .update();
        broken = table;
    }

    /** Rows of every table, in a form that also shows changed ones; the relay's own marks aside. */
    private static Map<String, String> snapshot() {
        var tables = new LinkedHashMap<String, String>();
        for (var table : WRITTEN) {
            var columns =
                    switch (table) {
                        case "bridge.outbox" -> "(id, zone_id, activation_seq)";
                        case "bridge.deployment" -> "(zone_id, activation_seq)";
                        default -> "t";
                    };
            tables.put(
                    table,
                    EDICT.owner()
                            .sql("select md5(coalesce(string_agg(%s::text, ';' order by %s::text), '')) from %s t"
                                    .formatted(columns, columns, table))
                            .query(String.class)
                            .single());
        }
        return tables;
    }
}
