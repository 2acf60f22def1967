package dev.edict.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.api.Zone;
import dev.edict.cli.plan.Desired.Document;
import dev.edict.cli.plan.ZoneState.PolicyVersion;
import dev.edict.cli.plan.ZoneState.Settings;
import dev.edict.cli.plan.ZoneState.Version;
import dev.edict.command.content.Sha256;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompareFolderWithZoneTest {

    private static final Map<String, Object> SETTINGS = Map.of("strict", false, "canaries", "off", "evidence", "none");

    private static final Map<String, Object> INPUT = Map.of(
            "principal", Map.of("type", "Application", "id", "app-1", "zone_id", "z1"),
            "resource", Map.of("identifier", "ledger://main"),
            "action", Map.of("id", "TokenExchange"),
            "delegation_edge", Map.of("id", "e1"),
            "context", Map.of("requested_scopes", List.of("read")));

    private final Map<String, String> files = new TreeMap<>(Map.of("apps", "a1", "grants", "g1"));
    private @Nullable Map<String, Map<String, @Nullable Object>> suites;
    private @Nullable Map<String, Map<String, @Nullable Object>> canaries;
    private @Nullable Map<String, @Nullable Object> catalogue;
    private Map<String, Object> settings = Map.of();

    private @Nullable Version governing = version("v1", "main", Map.of("apps", "a1", "grants", "g1"));
    private @Nullable Version newest = governing;
    private Map<String, Object> zoneSuites = Map.of();
    private @Nullable Map<String, @Nullable Object> zoneCatalogue = Map.of();

    @Test
    void a_zone_that_is_as_the_folder_says_needs_nothing() {
        assertThat(steps()).isEmpty();
    }

    @Test
    void a_changed_text_is_a_new_version_that_is_activated() {
        files.put("grants", "g2");
        assertThat(steps()).containsExactly("change policy grants", "create version", "activate version");
    }

    @Test
    void a_new_document_and_one_without_a_file_are_told_apart() {
        files.remove("apps");
        files.put("risk", "r1");
        assertThat(steps())
                .containsExactly("create policy risk", "leave_out policy apps", "create version", "activate version");
    }

    @Test
    void a_version_that_is_sealed_already_is_activated_only() {
        files.put("grants", "g2");
        newest = version("v2", "main", files);
        assertThat(steps()).containsExactly("change policy grants", "activate version");
    }

    @Test
    void line_ends_alone_are_no_change() {
        governing = version("v1", "main", Map.of("apps", "a1\r\n", "grants", "g1"));
        newest = governing;
        var comparison = comparison(Map.of(
                "apps",
                new Document("apps.rego", "a1\n", "a1\r\n"),
                "grants",
                new Document("grants.rego", "g1", "g1")));
        assertThat(comparison.governs()).isTrue();
        assertThat(comparison.text("apps")).isEqualTo("a1\r\n");
    }

    @Test
    void the_same_documents_of_another_policy_set_do_not_count() {
        governing = version("v9", "other", files);
        newest = null;
        assertThat(steps()).containsExactly("create version", "activate version");
        assertThat(comparison().stored("grants")).isPresent();
    }

    @Test
    void a_zone_that_nothing_governs_is_given_a_version() {
        governing = null;
        newest = null;
        assertThat(steps())
                .containsExactly("create policy apps", "create policy grants", "create version", "activate version");
    }

    @Test
    void a_zone_that_does_not_exist_is_made_with_everything() {
        suites = Map.of("s", suite("one", "allow"));
        settings = Map.of("strict", true);
        assertThat(new Comparison(desired(documents()), ZoneState.none())
                        .steps().stream().map(CompareFolderWithZoneTest::words))
                .containsExactly(
                        "create zone",
                        "change setting strict false → true",
                        "create suite s",
                        "create policy apps",
                        "create policy grants",
                        "create policy_set main",
                        "create version",
                        "activate version");
    }

    @Test
    void only_settings_that_the_folder_names_are_changed() {
        settings = Map.of("strict", false, "canaries", "warn");
        assertThat(steps()).containsExactly("change setting canaries off → warn");
        assertThat(comparison().settings()).isEqualTo(Map.of("canaries", "warn"));
    }

    @Test
    void suites_of_a_folder_are_all_suites_of_the_zone() {
        zoneSuites =
                Map.of("gone", suite("one", "allow"), "kept", suite("one", "allow"), "other", suite("one", "deny"));
        assertThat(steps()).isEmpty();
        suites = Map.of("kept", suite("one", "allow"), "other", suite("one", "allow"), "new", suite("one", "allow"));
        assertThat(steps()).containsExactly("remove suite gone", "create suite new", "change suite other");
    }

    @Test
    void members_that_a_decision_does_not_tell_apart_are_no_change() {
        zoneSuites = Map.of("s", suite("one", "allow"));
        var again = new TreeMap<String, @Nullable Object>(INPUT);
        again.put("schema_version", "2026-05-20");
        suites = Map.of("s", Map.of("cases", List.of(Map.of("name", "one", "input", again, "expect", "allow"))));
        assertThat(steps()).isEmpty();
    }

    @Test
    void canaries_without_a_file_are_removed() {
        canaries = Map.of();
        assertThat(steps()).isEmpty();
        canaries = Map.of("c", definition("deny"));
        assertThat(steps()).containsExactly("create canary c");
    }

    @Test
    void the_order_of_a_catalogue_is_no_change() {
        zoneCatalogue = Map.of(
                "applications", List.of(Map.of("id", "a"), Map.of("id", "b")),
                "resources", List.of(Map.of("identifier", "r", "scopes", List.of("x", "y"))),
                "terms", List.of());
        catalogue = Map.of(
                "resources",
                        List.of(Map.of("identifier", "r", "scopes", List.of("y", "x"), "tiered_scopes", List.of())),
                "applications", List.of(Map.of("id", "b"), Map.of("id", "a")));
        assertThat(steps()).isEmpty();
        catalogue = Map.of("applications", List.of(), "resources", List.of());
        assertThat(steps()).containsExactly("change catalogue");
    }

    private List<String> steps() {
        return comparison().steps().stream()
                .map(CompareFolderWithZoneTest::words)
                .toList();
    }

    private static String words(Step step) {
        return "%s %s %s %s"
                .formatted(step.action().word(), step.part().word(), step.name(), step.detail())
                .replaceAll(" +", " ")
                .strip();
    }

    private Comparison comparison() {
        return comparison(documents());
    }

    private Map<String, Document> documents() {
        var documents = new TreeMap<String, Document>();
        files.forEach((name, text) -> documents.put(name, new Document(name + ".rego", text, text)));
        return documents;
    }

    private Comparison comparison(Map<String, Document> documents) {
        return new Comparison(
                desired(documents),
                new ZoneState(
                        new Zone("z1", "Payments", "payments"),
                        governing,
                        governing == null ? 0 : 1,
                        new Settings(SETTINGS, 0),
                        zoneSuites,
                        3,
                        Map.of(),
                        0,
                        zoneCatalogue,
                        1,
                        "main",
                        newest));
    }

    private Desired desired(Map<String, Document> documents) {
        return new Desired(
                "main",
                new TreeMap<>(documents),
                suites == null ? null : new TreeMap<>(suites),
                canaries == null ? null : new TreeMap<>(canaries),
                catalogue,
                settings);
    }

    private static Version version(String id, String set, Map<String, String> texts) {
        var policies = new TreeMap<String, PolicyVersion>();
        texts.forEach(
                (name, text) -> policies.put(name, new PolicyVersion("p-" + name, id + "-" + name, Sha256.hex(text))));
        return new Version(id, set, set, 1, policies, "", "");
    }

    private static Map<String, @Nullable Object> suite(String name, String expect) {
        var one = new TreeMap<String, @Nullable Object>(definition(expect));
        one.put("name", name);
        return Map.of("cases", List.of(one));
    }

    private static Map<String, @Nullable Object> definition(String expect) {
        return Map.of("input", INPUT, "expect", expect);
    }
}
