package dev.edict.cli.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.Ran;
import dev.edict.cli.Texts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadTextFilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void a_file_that_is_not_there_is_named() throws IOException {
        assertNotReadable(folder.resolve("none.rego"), "there is no such file");
    }

    @Test
    void a_folder_is_no_file() throws IOException {
        assertNotReadable(folder, "is a directory");
    }

    @Test
    void bytes_that_are_not_utf_8_are_told_with_their_line() throws IOException {
        var latin = Files.write(folder.resolve("latin.rego"), "# é\n# \n# é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertNotReadable(latin, "not UTF-8: byte 0xE9 in line 1");
        var late = Files.write(folder.resolve("late.rego"), new byte[] {'a', '\n', '\n', 'b', (byte) 0xC3});
        assertNotReadable(late, "not UTF-8: byte 0xC3 in line 3");
    }

    @Test
    void a_mebibyte_is_read_and_a_byte_more_is_not() throws IOException {
        var text = "#".repeat(TextFiles.MAX_BYTES);
        assertThat(TextFiles.text(Texts.file(folder, "large.rego", text).toString()))
                .isEqualTo(text);
        assertNotReadable(Texts.file(folder, "larger.rego", text + "#"), "larger than 1 MiB");
    }

    @Test
    @Timeout(20)
    void a_file_without_end_is_refused() throws IOException {
        assertNotReadable(Path.of("/dev/zero"), "larger than 1 MiB");
    }

    @Test
    void a_name_does_not_reach_the_terminal_as_commands() {
        assertThat(Ran.edict("check", "a\u001B[31m\nb").err())
                .isEqualTo("edict check: a?[31m?b: there is no such file\n");
    }

    @Test
    void the_standard_input_is_a_file_too() throws IOException {
        var ran = withStandardInput(Texts.GRANTS + "x := 1\n", "check", "-");
        assertThat(ran.out()).startsWith("-:10:1: error: data_document_rule_not_allowed:x: a rule x\n");
        var bundle = Texts.file(folder, "shop.rego", Texts.GRANTS);
        var decided = withStandardInput(Texts.mint("app-1", "read"), "decide", "--bundle", bundle, "--input", "-");
        assertThat(decided.out()).isEqualTo("allow by caracal-shop-mint\n");
    }

    @ParameterizedTest
    @CsvSource({"check - -", "decide --bundle - --input -"})
    void the_standard_input_is_not_read_twice(String arguments) {
        var ran = Ran.edict((Object[]) arguments.split(" "));
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err()).startsWith("the standard input (-) can be read once only\n");
    }

    private static void assertNotReadable(Path file, String why) throws IOException {
        assertThat(Ran.edict("check", file))
                .isEqualTo(new Ran(ExitCode.COULD_NOT_RUN, "", "edict check: %s: %s\n".formatted(file, why)));
        assertThat(Ran.edict("decide", "--bundle", file, "--input", file))
                .isEqualTo(new Ran(ExitCode.COULD_NOT_RUN, "", "edict decide: %s: %s\n".formatted(file, why)));
    }

    private static Ran withStandardInput(String text, Object... arguments) {
        var before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return Ran.edict(arguments);
        } finally {
            System.setIn(before);
        }
    }
}
