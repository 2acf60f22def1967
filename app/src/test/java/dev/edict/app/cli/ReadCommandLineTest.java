package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.FailureReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class ReadCommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"", "--server.port=0", "--edict.data=x --debug", "--trace"})
    void settings_alone_mean_serving(String arguments) {
        assertThat(Cli.isAsked(split(arguments))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rebuild all", "check a.rego", "nonsense", "--help", "--version", "-h", "--server.port=0 rebuild"
            })
    void other_arguments_select_a_subcommand(String arguments) {
        assertThat(Cli.isAsked(split(arguments))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "xyz, 'xyz'",
        "rebuild, VIEW",
        "rebuild nonsense, 'nonsense'",
        "rebuild all --nonsense, --nonsense",
        "--server.port=0 rebuild all, --server.port=0",
        "check, FILE",
        "check --format yaml a.rego, yaml",
        "check --language cobol a.rego, cobol",
        "decide --bundle a.rego, --input",
        "decide --input a.json, --bundle",
        "decide --bundle --input a.json, --bundle",
        "decide --bundle a.rego --input a.json --format sarif, sarif",
    })
    void an_unknown_argument_is_reported_with_the_usage(String arguments, String named) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(named).contains("Usage: edict");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void help_tells_the_subcommands_and_their_exit_codes() {
        assertThat(run("--help")).isZero();
        assertThat(run("rebuild --help")).isZero();
        assertThat(out.toString()).contains("rebuild", "enforcement, timeline, all", "--swap", "Exit codes:");
        assertThat(run("check --help")).isZero();
        assertThat(out.toString()).contains("check ", "FILE...", "--format", "--language", "--alone", "--strict");
        assertThat(run("decide --help")).isZero();
        assertThat(out.toString()).contains("decide ", "--bundle=FILE...", "--input=FILE", "--explain");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_file_is_never_read_as_arguments(@TempDir Path folder) throws IOException {
        var hidden = Files.writeString(folder.resolve("x.rego"), "--help");
        assertThat(run("check @" + hidden)).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(err.toString()).isEqualTo("edict check: @%s: there is no such file\n".formatted(hidden));
    }

    @Test
    void the_version_is_told() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("edict ");
    }

    @Test
    void a_failure_is_reported_in_one_line_without_wrapping_exceptions() {
        assertThat(FailureReason.of(
                        new BeanCreationException("writePool", "failed", new IllegalStateException("why\nmore"))))
                .isEqualTo("why");
        assertThat(FailureReason.of(
                        new BadSqlGrammarException("task", "select", new SQLException("no table", "42P01"))))
                .isEqualTo("no table");
        assertThat(FailureReason.of(new CannotGetJdbcConnectionException(
                        "failed", new SQLException("timed out", null, new SQLException("refused", "08001")))))
                .isEqualTo("PostgreSQL is unreachable: refused");
    }

    private int run(String arguments) {
        return Cli.commandLine(settings -> {})
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(split(arguments));
    }

    private static String[] split(String arguments) {
        return arguments.isEmpty() ? new String[0] : arguments.split(" ");
    }
}
