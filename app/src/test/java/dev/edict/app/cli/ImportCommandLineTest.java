package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.CaracalDatabases;
import dev.edict.cli.Ran;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source of {@code edict import} on the command line, and the errors of an unusable source. */
@Tag("servers")
class ImportCommandLineTest {

    private final Move move = Move.begin();

    @AfterEach
    void forget() {
        move.close();
    }

    @Test
    void a_database_of_another_application_is_reported_in_one_line() {
        var nothing = CaracalDatabases.shared().create();
        assertThat(CliRun.edict("import", "--from", nothing.url()).err())
                .isEqualTo(
                        "edict import: the source has no table zones in its schema public that this user may read\n");
        System.setProperty("DATABASE_URL", nothing.url());
        assertThat(move.imported())
                .isEqualTo(new Ran(
                        ExitCode.COULD_NOT_RUN,
                        "",
                        "edict import: this database has no Edict schema: start Edict on it once\n"));
    }

    @Test
    void a_password_is_never_printed() {
        var malformed = CliRun.edict("import", "--from", "postgres://caracal:s3cret@/");
        assertThat(malformed.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(malformed.err())
                .contains("--from is not a PostgreSQL address")
                .doesNotContain("s3cret");
        var elsewhere = CliRun.edict("import", "--from", "postgres://caracal:s3cret@127.0.0.1:1/x");
        assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(elsewhere.err()).doesNotContain("s3cret").hasLineCount(1);
        assertThat(CliRun.edict("import").err()).contains("--from", "EDICT_IMPORT_FROM");
    }

    @Test
    void the_address_may_come_from_a_variable_or_from_a_file_that_one_names(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("address"), move.caracal().urlAs("caracal_sts") + "\n");
        System.setProperty("EDICT_IMPORT_FROM_FILE", file.toString());
        assertThat(CliRun.edict("import", "--dry-run").out()).containsPattern("policy +100 +100 ");
        Files.writeString(file, "postgres://caracal:s3cret@/");
        assertThat(CliRun.edict("import", "--dry-run").err())
                .contains("EDICT_IMPORT_FROM is not a PostgreSQL address")
                .doesNotContain("s3cret");
        System.setProperty("EDICT_IMPORT_FROM", move.caracal().urlAs("caracal_sts"));
        assertThat(CliRun.edict("import", "--dry-run").err())
                .contains("EDICT_IMPORT_FROM and EDICT_IMPORT_FROM_FILE are both set");
    }

    @AfterEach
    void clear() {
        System.clearProperty("EDICT_IMPORT_FROM");
        System.clearProperty("EDICT_IMPORT_FROM_FILE");
    }
}
