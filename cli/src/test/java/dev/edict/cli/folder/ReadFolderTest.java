package dev.edict.cli.folder;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.cli.io.InvalidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadFolderTest {

    private static final String SETTINGS = "zone: payments\npolicy_set: payments\n";
    private static final String CASE =
            "input: {principal: {type: Application, id: app-1}}\nexpect: deny\nexpect_reason: role_scope_mismatch\n";

    @TempDir
    private Path parent;

    private Path folder = Path.of("");

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(parent.resolve("zone"));
        write("edict.yaml", SETTINGS);
        write("grants.rego", "package caracal.authz\n");
    }

    @Test
    void a_document_has_the_name_of_its_file() {
        assertThat(ZoneFolder.read(folder).documents()).containsOnlyKeys("grants");
        assertThat(ZoneFolder.read(folder).settings().name()).isEqualTo("payments");
    }

    @Test
    void a_policy_with_another_name_than_its_file_is_listed() throws IOException {
        write("edict.yaml", SETTINGS + "policy_names: {grants.rego: 'who may / what'}\n");
        assertThat(ZoneFolder.read(folder).documents()).containsOnlyKeys("who may / what");
    }

    @Test
    void a_folder_says_nothing_about_parts_that_it_does_not_have() throws IOException {
        assertThat(ZoneFolder.read(folder).suites()).isNull();
        assertThat(ZoneFolder.read(folder).canaries()).isNull();
        Files.createDirectory(folder.resolve("suites"));
        write("suites/.gitkeep", "");
        assertThat(ZoneFolder.read(folder).suites()).isEmpty();
    }

    @Test
    void the_zone_of_a_case_is_filled_in() throws IOException {
        write("canaries/pay.yaml", CASE);
        var canaries = requireNonNull(ZoneFolder.read(folder).canaries());
        var canary = requireNonNull(canaries.get("pay"));
        assertThat(canary.input("z1"))
                .isEqualTo(Map.of("principal", Map.of("type", "Application", "id", "app-1", "zone_id", "z1")));
        assertThat(canary.definition())
                .isEqualTo(Map.of(
                        "input",
                        Map.of("principal", Map.of("type", "Application", "id", "app-1")),
                        "expect",
                        "deny",
                        "expect_reason",
                        "role_scope_mismatch"));
    }

    @Test
    void a_suite_or_canary_may_have_another_name_than_its_file() throws IOException {
        write("canaries/a.yaml", "name: x:y\n" + CASE);
        write("suites/b.yaml", "name: t\ncases:\n  - name: one\n    input: {}\n    expect: allow\n");
        assertThat(ZoneFolder.read(folder).canaries()).containsOnlyKeys("x:y");
        assertThat(ZoneFolder.read(folder).suites()).containsOnlyKeys("t");
    }

    @Test
    void line_ends_of_another_system_are_read_as_one_content() throws IOException {
        write("grants.rego", "\uFEFFpackage caracal.authz\r\n");
        var document = requireNonNull(ZoneFolder.read(folder).documents().get("grants"));
        assertThat(document.content()).isEqualTo("package caracal.authz\n");
        assertThat(document.original()).isEqualTo("\uFEFFpackage caracal.authz\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            edict.yaml          | zone: payments                                      | edict.yaml:1:1: the key policy_set is missing
            edict.yaml          | {zone: p, policyset: p}                             | edict.yaml:1:11: unknown key policyset: did you mean policy_set?
            edict.yaml          | {zone: 'p/q', policy_set: p}                        | edict.yaml:1:8: expected the slug or id of a zone
            edict.yaml          | {zone: p, policy_set: p, settings: {canary: off}}   | edict.yaml:1:37: unknown key canary
            edict.yaml          | {zone: p, policy_set: p, settings: {canaries: no}}  | edict.yaml:1:47: expected one of off, warn, required, not "no"
            edict.yaml          | {zone: p, policy_set: p, policy_names: {x.rego: x}} | edict.yaml: policy_names has x.rego
            edict.yaml          | {zone: p, policy_set: p, policy_names: {a: x, b: x}} | edict.yaml:1:50: a has the policy x already
            edict.yaml          | {zone: p, policy_set: p, catalogue: {}}             | edict.yaml:1:37: the key applications is missing
            edict.yaml          | {zone: p, policy_set: p, catalogue: {applications: [{id: a}, {id: a}], resources: []}} | edict.yaml:1:67: a is given twice
            edict.yaml          | {zone: p, policy_set: p, catalogue: {applications: [], resources: [{identifier: r, scopes: [a], tiered_scopes: [b]}]}} | edict.yaml:1:112: b is no scope of the resource
            edict.yaml          | {zone: p, policy_set: p, catalogue: {applications: [], resources: [], terms: [{term: a, replaced_by: b}, {term: b, replaced_by: a}]}} | edict.yaml:1:78: the term a is replaced by itself in the end
            edict.yaml          | {zone: p, policy_set: p, catalogue: {applications: [], resources: [], terms: [{term: a, replaced: b}]}} | edict.yaml:1:89: unknown key replaced: did you mean replaced_by?
            suites/a.yaml       | cases: []                                           | suites/a.yaml:1:8: expected 1 to 1000 cases, not 0
            suites/a.yaml       | {case: []}                                          | suites/a.yaml:1:2: unknown key case: did you mean cases?
            suites/a.yaml       | {cases: [{name: a, input: {}, expect: alow}]}       | suites/a.yaml:1:39: expected one of allow, deny, not "alow"
            suites/a.yaml       | {cases: [{name: a, input: {}, expect: deny}, {name: a, input: {}, expect: deny}]} | suites/a.yaml:1:46: a second case a, the first is in line 1
            canaries/a.yaml     | {input: x, expect: deny}                            | canaries/a.yaml:1:9: expected a mapping
            canaries/a b.yaml   | {input: {}, expect: deny}                           | canaries/a b.yaml:1:1: the name a b: expected
            canaries/a.json     | {}                                                  | canaries/a.json: expected only files *.yaml
            """)
    void what_a_file_should_not_have_is_rejected_with_its_place(String file, String text, String message)
            throws IOException {
        write(file, text);
        assertThatThrownBy(() -> ZoneFolder.read(folder))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(folder + "/" + message);
    }

    @Test
    void two_files_of_one_policy_are_rejected() throws IOException {
        write("edict.yaml", SETTINGS + "policy_names: {other.rego: grants}\n");
        write("other.rego", "package caracal.authz\n");
        assertThatThrownBy(() -> ZoneFolder.read(folder))
                .hasMessage(folder + "/other.rego: the policy grants is in grants.rego already");
    }

    @Test
    void two_files_of_one_canary_are_rejected() throws IOException {
        write("canaries/a.yaml", CASE);
        write("canaries/b.yaml", "name: a\n" + CASE);
        assertThatThrownBy(() -> ZoneFolder.read(folder))
                .hasMessageContaining("b.yaml:1:1: a second file for the name a");
    }

    @Test
    void a_link_out_of_the_folder_is_rejected_and_one_within_is_followed() throws IOException {
        Files.createSymbolicLink(folder.resolve("more.rego"), folder.resolve("grants.rego"));
        assertThat(ZoneFolder.read(folder).documents()).containsOnlyKeys("grants", "more");
        var outside = Files.writeString(parent.resolve("secret"), "package caracal.authz\n");
        Files.createSymbolicLink(folder.resolve("stolen.rego"), outside);
        assertThatThrownBy(() -> ZoneFolder.read(folder))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(folder + "/stolen.rego: a link out of the folder");
    }

    @Test
    void a_part_that_leads_out_of_the_folder_is_rejected() throws IOException {
        var outside = Files.createDirectory(parent.resolve("canaries-of-others"));
        Files.writeString(outside.resolve("a.yaml"), CASE);
        Files.createSymbolicLink(folder.resolve("canaries"), outside);
        assertThatThrownBy(() -> ZoneFolder.read(folder)).hasMessageContaining("a link out of the folder");
    }

    @Test
    void a_folder_without_documents_or_settings_is_rejected() throws IOException {
        Files.delete(folder.resolve("grants.rego"));
        assertThatThrownBy(() -> ZoneFolder.read(folder)).hasMessage(folder + ": no *.rego in it");
        Files.delete(folder.resolve("edict.yaml"));
        assertThatThrownBy(() -> ZoneFolder.read(folder))
                .hasMessage(
                        folder + "/edict.yaml: there is no such file: make one with edict init, or name the folder");
    }

    @Test
    void a_huge_file_is_not_read_to_its_end() throws IOException {
        write("edict.yaml", "#".repeat((32 << 20) + 1));
        assertThatThrownBy(() -> ZoneFolder.read(folder)).hasMessageEndingWith("edict.yaml: larger than 32 MiB");
    }

    @Test
    void the_name_of_a_file_that_a_system_took_apart_is_put_together() throws IOException {
        write("cafe\u0301.rego", "package caracal.authz\n");
        assertThat(ZoneFolder.read(folder).documents()).containsOnlyKeys("grants", "caf\u00e9");
    }

    @Test
    void the_lock_of_an_editor_is_no_document() throws IOException {
        Files.createSymbolicLink(folder.resolve(".#grants.rego"), Path.of("somebody@somewhere.1"));
        assertThat(ZoneFolder.read(folder).documents()).containsOnlyKeys("grants");
    }

    @Test
    void a_document_of_the_longest_text_is_read_in_any_script() throws IOException {
        write("grants.rego", "字".repeat(262_144));
        assertThat(requireNonNull(ZoneFolder.read(folder).documents().get("grants"))
                        .content())
                .hasSize(262_144);
    }

    @Test
    void more_cases_than_a_zone_has_are_rejected() throws IOException {
        var cases = new StringBuilder("cases:\n");
        for (int i = 0; i < 1000; i++) {
            cases.append("  - {name: '%d', input: {}, expect: deny}%n".formatted(i));
        }
        for (int i = 0; i < 10; i++) {
            write("suites/s%d.yaml".formatted(i), cases.toString());
        }
        assertThat(ZoneFolder.read(folder).suites()).hasSize(10);
        write("suites/more.yaml", "cases: [{name: a, input: {}, expect: deny}]");
        assertThatThrownBy(() -> ZoneFolder.read(folder))
                .hasMessage(folder + ": 10001 cases in suites, expected at most 10000");
    }

    private void write(String file, String text) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
