package dev.edict.app.launcher;

import static dev.edict.app.launcher.InstalledProgram.archives;
import static dev.edict.app.launcher.InstalledProgram.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.rig.NodeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How soon the program starts by its launcher, once its archives are made. */
@Tag("measures")
class QuickStartIT {

    /** Of a start without the archive, in the same run. */
    private static final double MOST = 0.95;

    private static final Duration TELLS_ITS_VERSION = Duration.ofMillis(400);
    private static final Duration MADE = Duration.ofMinutes(5);

    /** What else the machine does makes a start slower, never quicker. */
    private static final int TRIES = 2;

    @TempDir
    private Path temporary;

    @Test
    void a_command_runs_at_once_and_a_server_is_ready_sooner_than_without_its_archive() throws Exception {
        var program = InstalledProgram.in(temporary.resolve("edict"), temporary.resolve("cache"));
        var variables = new HashMap<>(program.environment());
        variables.put("EDICT_DATA", temporary.resolve("data").toString());

        program.use("--version");
        awaitArchives(program, 1);
        try (var edict = NodeProcess.launched(program.launcher(), variables)) {
            edict.start().awaitAnnounced();
            awaitArchives(program, 2);
            assertThat(edict.terminate()).isEqualTo(128 + 15);

            var kept = quickest(edict);
            variables.put("EDICT_CLASS_ARCHIVE", "off");
            try (var without = NodeProcess.launched(program.launcher(), variables)) {
                var usual = quickest(without);
                System.out.printf(
                        "ready after %d ms, without the archive after %d ms%n", kept.toMillis(), usual.toMillis());
                assertThat((double) kept.toMillis()).isLessThan(MOST * usual.toMillis());
            }
        }
        var versions = new ArrayList<Duration>();
        for (var attempt = 0; attempt < 3 * TRIES; attempt++) {
            versions.add(took(() -> program.use("--version")));
        }
        assertThat(Collections.min(versions)).as("of %s", versions).isLessThanOrEqualTo(TELLS_ITS_VERSION);
    }

    private static Duration quickest(NodeProcess edict) throws Exception {
        var starts = new ArrayList<Duration>();
        for (var attempt = 0; attempt < TRIES; attempt++) {
            starts.add(took(() -> edict.start().awaitAnnounced()));
            edict.terminate();
        }
        return Collections.min(starts);
    }

    private static Duration took(Callable<?> use) throws Exception {
        var begun = System.nanoTime();
        use.call();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void awaitArchives(InstalledProgram program, int count) {
        await("archives to be made")
                .atMost(MADE)
                .until(() -> archives(program.archives()).size() == count
                        && entries(program.archives()).size() == count);
    }
}
