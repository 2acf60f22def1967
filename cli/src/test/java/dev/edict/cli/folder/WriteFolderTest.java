package dev.edict.cli.folder;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.cli.io.InvalidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder that is written from a zone, and read again. */
class WriteFolderTest {

    private static final String ZONE_ID = "01a2-z";
    private static final String TEXT = "package caracal.authz\n";

    @TempDir
    private Path parent;

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_folder_reads_as_the_zone_that_it_was_written_from(long seed) throws IOException {
        var zone = zone(new HostileTexts(seed));
        var folder = parent.resolve("zone");
        FolderComparison.changes(folder, zone, false).write();
        var read = ZoneFolder.read(folder);
        assertThat(originals(read)).isEqualTo(zone.documents());
        assertThat(read.settings().zone()).isEqualTo(zone.slug());
        assertThat(read.settings().name()).isEqualTo(zone.name());
        assertThat(read.settings().policySet()).isEqualTo(zone.policySet());
        assertThat(read.settings().settings()).isEqualTo(zone.settings());
        var catalogue = read.settings().catalogue();
        assertThat(catalogue == null ? null : catalogue.json()).isEqualTo(zone.catalogue());
        assertThat(suites(read)).isEqualTo(zone.suites());
        assertThat(canaries(read)).isEqualTo(zone.canaries());
        assertThat(FolderComparison.changes(folder, zone, false).isNothing()).isTrue();
        assertThat(parent).as("nothing is beside the folder").isDirectoryContaining(one -> one.equals(folder));
        assertThat(parent.toFile().list()).hasSize(1);
    }

    @Test
    void a_zone_is_written_as_a_person_would_write_it() throws IOException {
        write(zone(Map.of("grants", TEXT, "who/pays", TEXT)));
        assertThat(parent.resolve("edict.yaml"))
                .hasContent(
                        """
                        # A zone of Edict, as edict pull found it: docs/operations/policies-as-files.md
                        zone: payments
                        name: Payments
                        policy_set: main
                        policy_names:
                          who%2Fpays.rego: who/pays
                        settings:
                          strict: false
                          canaries: 'off'
                        catalogue:
                          applications:
                            - id: app-1
                          resources: []
                        """
                                .replace("'off'", "off"));
        assertThat(parent.resolve("canaries/pay.yaml"))
                .hasContent(
                        """
                        input:
                          principal:
                            type: Application
                            id: app-1
                            labels:
                              - teller
                          resource:
                            identifier: r
                          action:
                            id: TokenExchange
                          context: {}
                        expect: deny
                        """);
    }

    @Test
    void files_that_say_the_same_in_other_words_are_kept() throws IOException {
        var zone = zone(Map.of("grants", TEXT));
        write(zone);
        put(
                "edict.yaml",
                """
                # ours
                zone: 01a2-z
                policy_set: main
                settings: {canaries: off, strict: false}
                catalogue: {resources: [], applications: [{id: app-1}], terms: []}
                policy_names: {mine.rego: grants}
                """);
        Files.delete(parent.resolve("grants.rego"));
        put("mine.rego", TEXT.replace("\n", "\r\n"));
        Files.delete(parent.resolve("canaries/pay.yaml"));
        put(
                "canaries/p.yml",
                """
                name: pay  # ours
                expect: deny
                input:
                  schema_version: "2026-05-20"
                  context: {requested_scopes: []}
                  action: {id: TokenExchange}
                  principal: {type: Application, id: app-1, zone_id: 01a2-z, labels: [teller]}
                  resource: {identifier: r}
                """);
        assertThat(changes(zone).isNothing()).as("%s", changes(zone)).isTrue();
    }

    @Test
    void what_differs_or_is_not_in_the_zone_is_told_apart_from_what_is_not_ours() throws IOException {
        write(zone(Map.of("a", TEXT, "b", TEXT)));
        put("b.rego", TEXT + "# mine\n");
        put("old.rego", TEXT);
        put("suites/old.yaml", "cases: [{name: a, input: {}, expect: deny}]");
        put("README.md", "mine");
        put("canaries/README.md", "mine");
        put(".hidden.rego", "mine");
        put("sub/x.rego", "mine");
        Files.delete(parent.resolve("a.rego"));
        var changes = changes(zone(Map.of("a", TEXT, "b", TEXT)));
        assertThat(changes.added()).containsOnlyKeys("a.rego");
        assertThat(changes.differing()).containsOnlyKeys("b.rego");
        assertThat(changes.foreign()).containsExactly("old.rego", "suites/old.yaml");
        changes.write();
        assertThat(parent.resolve("b.rego")).hasContent(TEXT);
        assertThat(parent.resolve("old.rego")).doesNotExist();
        assertThat(List.of("README.md", "canaries/README.md", ".hidden.rego", "sub/x.rego"))
                .allSatisfy(file -> assertThat(parent.resolve(file)).hasContent("mine"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zone: other",
                "policy_set: other",
                "strict: true",
                "canaries: warn",
                "id: app-2",
                "other.rego: grants"
            })
    void settings_that_say_something_else_differ(String line) throws IOException {
        var zone = zone(Map.of("grants", TEXT));
        write(zone);
        var key = line.replaceFirst(":.*", ":");
        var text = Files.readString(parent.resolve("edict.yaml"));
        if (key.equals("other.rego:")) {
            Files.move(parent.resolve("grants.rego"), parent.resolve("other.rego"));
            put("edict.yaml", text + "policy_names: {" + line + "}\n");
            assertThat(changes(zone).isNothing())
                    .as("a file may have another name")
                    .isTrue();
            return;
        }
        put("edict.yaml", text.replaceFirst("\\b" + key + " .*", line));
        assertThat(changes(zone).differing()).containsOnlyKeys("edict.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            canaries/pay.yaml | expect: deny  | expect: allow
            canaries/pay.yaml | expect: deny  | {}expect_reason: no_rule_matched
            canaries/pay.yaml | - teller      | - clerk
            canaries/pay.yaml | context: {}   | context: {requested_scopes: [a]}
            canaries/pay.yaml | id: app-1     | zone_id: other
            suites/all.yaml   | description: d | description: e
            suites/all.yaml   | name: one     | name: two
            suites/all.yaml   | cases:        | cases: [{name: zero, input: {}, expect: deny}]
            """)
    void cases_that_say_something_else_differ(String file, String from, String to) throws IOException {
        var zone = zone(Map.of("grants", TEXT));
        var one = new LinkedHashMap<>(zone.canaries().getOrDefault("pay", Map.of()));
        one.put("name", "one");
        var suite = new LinkedHashMap<String, Object>();
        suite.put("description", "d");
        suite.put("cases", List.of(one));
        zone.suites().put("all", suite);
        write(zone);
        var text = Files.readString(parent.resolve(file));
        assertThat(text).contains(from);
        var changed = to.startsWith("{}") ? from + "\n" + to.substring(2) : to;
        put(file, to.startsWith("cases: [") ? text.replaceFirst("(?s)cases:.*", to) : text.replace(from, changed));
        assertThat(changes(zone).differing()).containsOnlyKeys(file);
        put(file, text + (file.startsWith("suites") ? "  - {name: more, input: {}, expect: deny}\n" : "# ours\n"));
        assertThat(changes(zone).isNothing()).isEqualTo(!file.startsWith("suites"));
    }

    @Test
    void a_folder_that_cannot_be_read_is_rejected_or_counts_as_different() throws IOException {
        var zone = zone(Map.of("grants", TEXT));
        write(zone);
        put("canaries/pay.yaml", "expect: [");
        assertThatThrownBy(() -> FolderComparison.changes(parent, zone, false)).isInstanceOf(InvalidFile.class);
        var changes = FolderComparison.changes(parent, zone, true);
        assertThat(changes.differing()).containsOnlyKeys("canaries/pay.yaml");
        changes.write();
        assertThat(changes(zone).isNothing()).isTrue();
    }

    @Test
    void links_are_replaced_and_what_they_lead_to_is_left_alone() throws IOException {
        var folder = Files.createDirectory(parent.resolve("zone"));
        var outside = Files.writeString(parent.resolve("outside"), "mine");
        Files.createSymbolicLink(folder.resolve("grants.rego"), outside);
        Files.createSymbolicLink(folder.resolve("old.rego"), outside);
        var changes = FolderComparison.changes(folder, zone(Map.of("grants", TEXT)), true);
        assertThat(changes.differing()).containsOnlyKeys("grants.rego");
        assertThat(changes.foreign()).containsExactly("old.rego");
        changes.write();
        assertThat(outside).hasContent("mine");
        assertThat(folder.resolve("grants.rego")).hasContent(TEXT).isRegularFile();
        assertThat(folder.resolve("old.rego")).doesNotExist();
    }

    @Test
    void a_subfolder_that_leads_out_is_not_written_to() throws IOException {
        var folder = Files.createDirectory(parent.resolve("zone"));
        var outside = Files.createDirectory(parent.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("canaries"), outside);
        var changes = FolderComparison.changes(folder, zone(Map.of("grants", TEXT)), true);
        assertThatThrownBy(changes::write)
                .isInstanceOf(InvalidFile.class)
                .hasMessageEndingWith("a link out of the folder");
        assertThat(outside).isEmptyDirectory();
        assertThat(folder.resolve("grants.rego")).doesNotExist();
    }

    @Test
    void a_half_written_folder_is_completed() throws IOException {
        var zone = zone(Map.of("a", TEXT, "b", TEXT));
        write(zone);
        Files.delete(parent.resolve("edict.yaml"));
        Files.delete(parent.resolve("b.rego"));
        assertThat(changes(zone).keepsAll()).isTrue();
        assertThat(changes(zone).added()).containsOnlyKeys("b.rego", "edict.yaml");
    }

    private FolderChanges changes(ZoneContent zone) throws IOException {
        return FolderComparison.changes(parent, zone, false);
    }

    private void write(ZoneContent zone) throws IOException {
        changes(zone).write();
    }

    private void put(String file, String text) throws IOException {
        var path = parent.resolve(file);
        Files.createDirectories(requireNonNull(path.getParent()));
        Files.writeString(path, text);
    }

    private static ZoneContent zone(Map<String, String> documents) {
        var input = new LinkedHashMap<String, Object>();
        var principal = new LinkedHashMap<String, Object>();
        principal.put("type", "Application");
        principal.put("id", "app-1");
        principal.put("zone_id", ZONE_ID);
        principal.put("labels", List.of("teller"));
        input.put("principal", principal);
        input.put("resource", Map.of("identifier", "r"));
        input.put("action", Map.of("id", "TokenExchange"));
        input.put("context", Map.of());
        var canary = new LinkedHashMap<String, Object>();
        canary.put("input", input);
        canary.put("expect", "deny");
        var settings = new LinkedHashMap<String, Object>();
        settings.put("strict", false);
        settings.put("canaries", "off");
        var catalogue = new LinkedHashMap<String, Object>();
        catalogue.put("applications", List.of(Map.of("id", "app-1")));
        catalogue.put("resources", List.of());
        return new ZoneContent(
                ZONE_ID,
                "payments",
                "Payments",
                "main",
                new TreeMap<>(documents),
                settings,
                catalogue,
                new TreeMap<>(),
                new TreeMap<>(Map.of("pay", canary)));
    }

    private static ZoneContent zone(HostileTexts texts) {
        var documents = new TreeMap<String, String>();
        for (int i = 1 + texts.below(12); i > 0; i--) {
            documents.put(texts.policyName(), texts.text() + texts.text());
        }
        var suites = new TreeMap<String, Map<String, Object>>();
        for (int i = texts.below(5); i > 0; i--) {
            suites.put(texts.name(), suite(texts));
        }
        var canaries = new TreeMap<String, Map<String, Object>>();
        for (int i = texts.below(8); i > 0; i--) {
            canaries.put(texts.name(), expectation(texts, false));
        }
        return new ZoneContent(
                ZONE_ID,
                List.of("payments", "null", "1e3", "-", "0", "true").get(texts.below(6)),
                texts.text(120),
                texts.text(256),
                documents,
                Map.of("strict", texts.chance(2), "canaries", "off", "evidence", "none"),
                texts.chance(3) ? null : catalogue(texts),
                suites,
                canaries);
    }

    private static Map<String, Object> suite(HostileTexts texts) {
        var suite = new LinkedHashMap<String, Object>();
        if (texts.chance(2)) {
            suite.put("description", texts.chance(5) ? "" : texts.text(1_000));
        }
        var cases = new TreeMap<String, Object>();
        for (int i = 1 + texts.below(3); i > 0; i--) {
            var name = texts.text(256);
            var one = expectation(texts, true);
            one.put("name", name);
            cases.put(name, one);
        }
        suite.put("cases", List.copyOf(cases.values()));
        return suite;
    }

    private static Map<String, Object> expectation(HostileTexts texts, boolean diagnostics) {
        var principal = texts.object(2);
        principal.put("zone_id", ZONE_ID);
        var input = texts.object(4);
        input.put("principal", principal);
        var expectation = new LinkedHashMap<String, Object>();
        expectation.put("input", input);
        expectation.put("expect", texts.chance(2) ? "allow" : "deny");
        if (texts.chance(2)) {
            expectation.put("expect_reason", texts.text(256));
        }
        if (diagnostics && texts.chance(2)) {
            expectation.put("expect_diagnostics", texts.list(3, at -> texts.object(2)));
        }
        return expectation;
    }

    private static Map<String, Object> catalogue(HostileTexts texts) {
        var applications = new TreeMap<String, Object>();
        for (int i = texts.below(4); i > 0; i--) {
            var id = texts.text(512);
            applications.put(id, texts.chance(2) ? Map.of("id", id) : Map.of("id", id, "name", texts.text(512)));
        }
        return Map.of(
                "applications",
                List.copyOf(applications.values()),
                "resources",
                List.of(Map.of("identifier", texts.text(512), "scopes", List.of(texts.text(512)))));
    }

    private static SortedMap<String, String> originals(ZoneFolder folder) {
        var texts = new TreeMap<String, String>();
        folder.documents().forEach((name, document) -> texts.put(name, document.original()));
        return texts;
    }

    private static Map<String, Object> suites(ZoneFolder folder) {
        var suites = new TreeMap<String, Object>();
        if (folder.suites() != null) {
            folder.suites().forEach((name, suite) -> {
                var definition = new LinkedHashMap<>(suite.definition());
                definition.put(
                        "cases",
                        suite.cases().stream()
                                .map(one -> {
                                    var filled = inZone(one);
                                    filled.put("name", one.name());
                                    return filled;
                                })
                                .toList());
                suites.put(name, definition);
            });
        }
        return suites;
    }

    private static Map<String, Object> canaries(ZoneFolder folder) {
        var canaries = new TreeMap<String, Object>();
        if (folder.canaries() != null) {
            folder.canaries().forEach((name, canary) -> canaries.put(name, inZone(canary)));
        }
        return canaries;
    }

    private static Map<String, @Nullable Object> inZone(CaseFile one) {
        var filled = new LinkedHashMap<String, @Nullable Object>(one.definition());
        filled.put("input", one.input(ZONE_ID));
        return filled;
    }
}
