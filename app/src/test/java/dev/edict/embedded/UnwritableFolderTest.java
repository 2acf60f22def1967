package dev.edict.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On file systems of their own, which only root may mount, and without permission, which only others need. */
@Tag("servers")
class UnwritableFolderTest {

    private static final String FULL = "No space left on device";
    private static final String FREE_SOME_SPACE = "free some space there, or name another folder with EDICT_DATA";

    /** Enough for the programs (61 MB and Redis), not for what initdb writes (about 40 MB). */
    private static final String ROOM_FOR_PROGRAMS_ONLY = "80m";

    @TempDir
    private Path folder;

    private Path mount;

    @BeforeEach
    void make_a_mount_point() throws IOException {
        mount = Files.createDirectories(folder.resolve("mount"));
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", mount.toString());
    }

    @Test
    void a_disk_that_is_full_while_programs_are_unpacked_is_named() throws Exception {
        mount("size=20m");

        refusal(FULL, FREE_SOME_SPACE);
        assertThat(data().resolve("programs")).isDirectoryNotContaining("glob:**/postgres-????????????????");
    }

    @Test
    void a_disk_that_is_full_during_initdb_is_named() throws Exception {
        mount("size=" + ROOM_FOR_PROGRAMS_ONLY);

        refusal(FULL, FREE_SOME_SPACE);
        assertThat(data().resolve("programs")).isDirectoryContaining("glob:**/postgres-????????????????");
        assertThat(data()).isDirectoryNotContaining("glob:**/postgres*");

        // Doing what the message says is enough.
        mount("remount,size=300m");
        Launched.here(data()).close();
    }

    @Test
    void a_disk_that_has_become_full_is_named_and_nothing_is_lost() throws Exception {
        mount("size=300m");
        DataFiles.prepare(data());
        var filler = mount.resolve("filler");
        fill(filler);

        refusal(FULL, FREE_SOME_SPACE);
        assertThat(DataFiles.postgres(data()).proven()).isEmpty();
        assertThat(DataFiles.redis(data()).proven()).isEmpty();

        Files.delete(filler);
        try (var again = Launched.here(data())) {
            assertThat(again.getBean(Launched.Farewell.class).rows()).containsExactly("farewell");
        }
    }

    @Test
    void a_new_folder_on_a_read_only_file_system_is_named() throws Exception {
        mount("ro");

        refusal("Read-only file system", "name a folder that this user may write to, with EDICT_DATA");
    }

    @Test
    void a_folder_that_has_become_read_only_is_named() throws Exception {
        mount("size=300m");
        DataFiles.prepare(data());
        mount("remount,ro");

        refusal("Read-only file system", "name a folder that this user may write to, with EDICT_DATA");
    }

    @Test
    void a_folder_that_this_user_may_not_write_to_is_named() throws Exception {
        assumeThat(isRoot()).as("permissions count for this user").isFalse();
        Files.setPosixFilePermissions(mount, PosixFilePermissions.fromString("r-x------"));

        refusal("Permission denied", "name a folder that this user may write to, with EDICT_DATA");
    }

    private void refusal(String reason, String action) throws Exception {
        var begin = Instant.now();
        try (var application = Launched.on(data(), folder)) {
            assertThat(application.awaitExit()).isEqualTo(1);
            assertThat(application.errors().lines())
                    .containsExactly("edict does not start: the data folder " + data() + " cannot be used (" + reason
                            + "): " + action);
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }

    /** In CI a skipped test would count as one that ran, so root has to mount successfully. */
    private void mount(String options) throws Exception {
        var mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", mount.toString());
        if (System.getenv("CI") != null && isRoot()) {
            assertThat(mounted).as("root may mount a file system").isZero();
        }
        assumeThat(mounted)
                .as("this user may mount a file system of its own, which a full disk needs")
                .isZero();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var bytes = new byte[4096];
            while (true) {
                out.write(bytes);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining(FULL);
        }
    }

    private Path data() {
        return mount.resolve(".edict");
    }
}
