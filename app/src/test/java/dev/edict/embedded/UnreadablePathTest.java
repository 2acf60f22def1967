package dev.edict.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.app.EdictApplication;
import dev.edict.app.rig.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a locale the JVM reads paths as ASCII and takes every other byte for U+FFFD: it would work on another file. */
@Tag("servers")
class UnreadablePathTest {

    /** The tests may themselves run without a locale, so the shell makes the names: bündel, in UTF-8. */
    private static final String IN_A_FOLDER_OF_ITS_OWN =
            """
            umlaut=$(printf 'b\\303\\274ndel')
            cd "$1" && mkdir -p "$umlaut" plain
            shift
            printf '# caracal:data-document\\npackage caracal.authz\\napp_ids := {"ledger": "app-1"}\\n' > "plain/$umlaut.rego"
            """;

    private static final Pattern CONFIGURATION_ROW = Pattern.compile("^\\| (`[A-Z_`, or]+`) \\|", Pattern.MULTILINE);
    private static final Pattern VARIABLE = Pattern.compile("[A-Z_]{4,}");

    /** Anything but digits in them is refused anyway. */
    private static final Pattern NUMBER = Pattern.compile("PORT|.*_PER_MIN|.*_DAYS");

    @TempDir
    private Path folder;

    record Ended(int code, String output, String errors) {}

    @ParameterizedTest
    @CsvSource({
        "'cd \"$umlaut\"; exec env -i \"$@\"',                        the path of the working directory",
        "'cd \"$umlaut\"; exec env -i \"$@\" check ../plain/x.rego',  the path of the working directory",
        "'cd plain; exec env -i EDICT_DATA=\"$umlaut\" \"$@\"',       EDICT_DATA",
        "'cd plain; exec env -i DATABASE_URL=postgres://u:$umlaut@db/edict \"$@\"', DATABASE_URL",
        "'cd plain; exec env -i STREAMS_HMAC_KEY_FILE=\"$umlaut\" \"$@\"', STREAMS_HMAC_KEY_FILE",
        "'cd plain; exec env -i EDICT_DATA=\"$umlaut\" \"$@\" rebuild all', EDICT_DATA",
        "'cd plain; exec env -i \"$@\" --edict.data=\"$umlaut\"',     argument 1",
        "'cd plain; exec env -i \"$@\" check \"$umlaut.rego\"',       argument 2",
        "'cd plain; exec env -i \"$@\" decide --bundle \"$umlaut.rego\" --input x.json', argument 3",
    })
    void is_refused_in_one_line_that_says_what_to_set(String command, String what) throws Exception {
        var edict = run(command);

        assertThat(edict.errors().lines())
                .containsExactly("edict does not start: " + what + " holds characters that this environment's encoding,"
                        + " ANSI_X3.4-1968, cannot read: set LC_ALL=C.UTF-8");
        assertThat(edict.code()).isEqualTo(2);
        assertThat(edict.output()).isEmpty();
    }

    @Test
    void a_path_is_readable_with_the_suggested_setting() throws Exception {
        var edict = run("cd plain; exec env -i LC_ALL=C.UTF-8 \"$@\" check --alone \"$umlaut.rego\"");

        assertThat(edict.errors()).isEmpty();
        assertThat(edict.output()).contains("1 document");
        assertThat(edict.code()).isZero();
    }

    @Test
    void a_byte_that_is_not_utf_8_is_refused_under_utf_8_as_well() throws Exception {
        var edict = run("cd plain; exec env -i LC_ALL=C.UTF-8 EDICT_DATA=\"$(printf 'b\\374ndel')\" \"$@\"");

        assertThat(edict.errors().lines())
                .containsExactly("edict does not start: EDICT_DATA holds characters that this environment's encoding,"
                        + " UTF-8, cannot read: write them in UTF-8");
        assertThat(edict.code()).isEqualTo(2);
    }

    @Test
    void variables_of_other_programs_may_have_any_value() {
        assertThat(LocaleCheck.unreadable(List.of("check", "a.rego"), Map.of("OLDPWD", "/b\uFFFDndel"), "/plain"))
                .isEmpty();
    }

    @Test
    void a_data_folder_that_is_named_by_a_property_is_refused_too() {
        assertThatThrownBy(() -> DataFolder.chosen("/b\uFFFDndel"))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("EDICT_DATA holds characters");
    }

    @Test
    void every_variable_of_the_readme_is_looked_at() throws Exception {
        var rows = CONFIGURATION_ROW.matcher(
                Files.readString(Path.of("../docs/operations/configuration.md"), StandardCharsets.UTF_8));
        var variables = rows.results()
                .flatMap(row -> VARIABLE.matcher(row.group(1)).results())
                .map(found -> found.group())
                .filter(name -> !NUMBER.matcher(name).matches())
                .toList();

        assertThat(variables)
                .hasSizeGreaterThan(15)
                .contains("HOST", "CARACAL_ADMIN_TOKEN", "GATEWAY_STS_HMAC_KEY")
                .allSatisfy(name -> assertThat(LocaleCheck.unreadable(List.of(), Map.of(name, "\uFFFD"), "/plain"))
                        .contains(name));
    }

    private Ended run(String command) throws Exception {
        var output = folder.resolve("output.txt");
        var errors = folder.resolve("errors.txt");
        var line = new ArrayList<>(List.of("sh", "-c", IN_A_FOLDER_OF_ITS_OWN + command, "sh", folder.toString()));
        line.addAll(Program.JVM);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), EdictApplication.class.getName()));
        var process = new ProcessBuilder(line)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
    }
}
