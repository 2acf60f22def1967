package dev.edict.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code source <(edict generate-completion)}, in a bash. */
class CompleteCommandsTest {

    @TempDir
    private Path folder;

    private Path script;

    @BeforeEach
    void generate() throws IOException {
        var generated = CliRun.edict("generate-completion");
        assertThat(generated.exitCode()).isZero();
        script = Files.writeString(folder.resolve("completion"), generated.out());
    }

    @Test
    void bash_reads_the_script_without_a_complaint() throws Exception {
        assertThat(bash("-n", script.toString())).isEmpty();
        assertThat(bash("-c", "source \"$0\"; complete -p edict", script.toString()))
                .containsExactly("complete -o default -F _complete_edict edict");
    }

    @Test
    void commands_are_completed_those_of_every_module() throws Exception {
        assertThat(completed("re")).contains("rebuild", "replica").doesNotContain("check", "export");
        assertThat(completed("")).contains("demo", "export", "check", "verify", "init", "test", "generate-completion");
    }

    @Test
    void options_of_a_command_and_their_values_are_completed() throws Exception {
        assertThat(completed("check", "--st")).containsExactly("--strict");
        assertThat(completed("rebuild", "enf")).containsExactly("enforcement");
    }

    @Test
    void the_script_is_for_zsh_as_well() {
        assertThat(script).content().contains("bashcompinit");
    }

    /** What bash would offer after {@code edict} and these words, the last of which is being typed. */
    private List<String> completed(String... words) throws IOException, InterruptedException {
        // compopt is of use only while somebody types
        var typed = "compopt() { :; }; source \"$0\"; COMP_WORDS=(edict \"$@\"); COMP_CWORD=$#; "
                + "_complete_edict; printf '%s\\n' \"${COMPREPLY[@]}\"";
        var arguments = new ArrayList<>(List.of("-c", typed, script.toString()));
        arguments.addAll(List.of(words));
        return bash(arguments.toArray(String[]::new));
    }

    private static List<String> bash(String... arguments) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("bash", "--norc"));
        line.addAll(List.of(arguments));
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.lines().map(String::strip).toList();
    }
}
