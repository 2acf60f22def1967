package dev.edict.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("servers")
class RefuseAFolderTest {

    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void start_once() throws IOException {
        DataFiles.prepare(folder.resolve(".edict"));
        data = folder.resolve(".edict").toRealPath();
    }

    @BeforeEach
    void forget_what_servers_said() throws IOException {
        Files.deleteIfExists(data.resolve("postgres.log"));
        Files.deleteIfExists(data.resolve("redis.log"));
        Files.writeString(version(), "18\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "9.6", "19"})
    void data_of_another_postgresql_is_refused_before_anything_is_started(String made) throws IOException {
        Files.writeString(version(), made + "\n");

        assertThatThrownBy(() -> Launched.here(data))
                .hasRootCauseInstanceOf(StartRefused.class)
                .hasRootCauseMessage(data.resolve("postgres") + " was made by PostgreSQL " + made
                        + ", and this build of Edict brings PostgreSQL 18: start it with a build that brings"
                        + " PostgreSQL " + made + ", or dump it with that one and load it into a new folder with this"
                        + " one, or name another folder with EDICT_DATA");
        nothingWasStarted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eighteen", "18\n18", "\0\0\0"})
    void a_version_that_cannot_be_read_is_refused_before_anything_is_started(String written) throws IOException {
        Files.writeString(version(), written);

        assertThatThrownBy(() -> Launched.here(data))
                .hasRootCauseInstanceOf(StartRefused.class)
                .rootCause()
                .hasMessageContaining("postgres/PG_VERSION holds no version")
                .hasMessageContaining("restore the folder from a backup, or name another folder with EDICT_DATA");
        nothingWasStarted();
    }

    @Test
    void a_version_that_is_no_text_is_refused_before_anything_is_started() throws IOException {
        Files.write(version(), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> Launched.here(data))
                .rootCause()
                .hasMessageContaining("postgres/PG_VERSION cannot be read as text");
        nothingWasStarted();
    }

    @Test
    void data_without_a_version_is_refused_and_not_made_anew() throws IOException {
        Files.delete(version());

        assertThatThrownBy(() -> Launched.here(data))
                .rootCause()
                .hasMessageContaining("postgres/PG_VERSION is missing");
        nothingWasStarted();
        assertThat(version()).doesNotExist();
    }

    private static void nothingWasStarted() throws IOException {
        assertThat(DataFiles.postgres(data).pidFile().path()).doesNotExist();
        assertThat(DataFiles.redis(data).pidFile().path()).doesNotExist();
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".log"));
        }
    }

    private static Path version() {
        return data.resolve("postgres/PG_VERSION");
    }
}
