package dev.edict.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameFilesTest {

    @ParameterizedTest
    @ValueSource(strings = {"grants", "who may pay", "100%", "支払い", "é", "a.b", "console", "-", "edict.yaml"})
    void a_portable_name_is_the_name_of_its_file(String name) {
        assertThat(files(name)).containsExactly(Map.entry(name, name + ".rego"));
        assertThat(FileNames.said(name + ".rego")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "., %2E.rego",
        ".., %2E%2E.rego",
        "../x, %2E.%2Fx.rego",
        "a/b, a%2Fb.rego",
        "a\\b, a%5Cb.rego",
        "C:x, C%3Ax.rego",
        ".hidden, %2Ehidden.rego",
        "a., a%2E.rego",
        "'a ', a%20.rego",
        "con, %63on.rego",
        "CON.x, %43ON.x.rego",
        "LPT¹, %4CPT¹.rego",
        "a\0b, a%00b.rego",
        "a\u202Eb, a%E2%80%AEb.rego",
        "a\u2028b, a%E2%80%A8b.rego"
    })
    void what_is_not_portable_is_escaped(String name, String file) {
        assertThat(files(name)).containsExactly(Map.entry(name, file));
    }

    @Test
    void a_long_name_is_cut_and_told_apart() {
        var one = "x".repeat(200) + "1";
        var other = "x".repeat(200) + "2";
        var files = files(one, other, "支".repeat(90), "a".repeat(100), "😀".repeat(60));
        assertThat(files.get(one)).matches("x{50}-[0-9a-f]{8}\\.rego");
        assertThat(files.get("支".repeat(90))).matches("支{50}-[0-9a-f]{8}\\.rego");
        assertThat(files.get("😀".repeat(60))).matches("(😀){50}-[0-9a-f]{8}\\.rego");
        assertThat(files.get("a".repeat(100))).hasSize(105);
        assertThat(files.values()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"A, a", "É, e\u0301", "é, e\u0301", "ﬀ, FF", "%2F, /", "straße, STRASSE"})
    void names_that_would_meet_on_some_file_system_are_told_apart(String one, String other) {
        var files = files(one, other);
        assertThat(files).containsOnlyKeys(one, other);
        assertThat(files.values().stream().map(NameFilesTest::folded)).doesNotHaveDuplicates();
        assertThat(files.values()).anyMatch(file -> file.matches(".*-[0-9a-f]{8}\\.rego"));
    }

    @Test
    void a_name_that_looks_like_the_one_told_apart_is_told_apart_too() {
        var told = files("A", "a").getOrDefault("a", "").replace(".rego", "");
        var files = files("A", "a", told);
        assertThat(files.values().stream().map(NameFilesTest::folded)).doesNotHaveDuplicates();
        assertThat(files).hasSize(3);
    }

    @Test
    void the_name_of_a_file_does_not_depend_on_others_that_it_does_not_meet() {
        var file = files("A", "a").get("a");
        assertThat(files("0", "A", "a", "z")).containsEntry("a", file);
    }

    @Test
    void a_file_that_a_name_has_already_is_kept() {
        assertThat(FileNames.of(List.of("a", "A", "b"), ".yaml", Map.of("a", "mine.yml", "gone", "gone.yaml")))
                .isEqualTo(Map.of("A", "A.yaml", "a", "mine.yml", "b", "b.yaml"));
        assertThat(FileNames.of(List.of("a", "b"), ".yaml", Map.of("b", "A.yaml"))
                        .get("a"))
                .matches("a-[0-9a-f]{8}\\.yaml");
    }

    private static Map<String, String> files(String... names) {
        return FileNames.of(List.of(names), ".rego", Map.of());
    }

    /** As a file system that ignores case and composition compares. */
    private static String folded(String file) {
        return Normalizer.normalize(file, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
