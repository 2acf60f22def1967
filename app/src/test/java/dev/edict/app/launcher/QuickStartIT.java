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

    private static final Duration SERVES = Duration.ofSeconds(5);
    private static final Duration TELLS_ITS_VERSION = Duration.ofMillis(400);
    private static final Duration MADE = Duration.ofMinutes(5);

    /** What else the machine does makes a start slower, never quicker. */
    private static final int TRIES = 5;

    @TempDir
    private Path temporary;

    @Test
    void a_command_runs_and_an_existing_folder_is_served_as_soon_as_promised() throws Exception {
        var program = InstalledProgram.in(temporary.resolve("edict"), temporary.resolve("cache"));
        var variables = new HashMap<>(program.environment());
        variables.put("EDICT_DATA", temporary.resolve("data").toString());

        program.use("--version");
        awaitArchives(program, 1);
        try (var edict = NodeProcess.launched(program.launcher(), variables)) {
            edict.start().awaitAnnounced();
            awaitArchives(program, 2);
            assertThat(edict.terminate()).isEqualTo(128 + 15);

            var starts = new ArrayList<Duration>();
            for (var attempt = 0; attempt < TRIES; attempt++) {
                starts.add(took(() -> edict.start().awaitAnnounced()));
                edict.terminate();
            }
            assertThat(Collections.min(starts)).as("of %s", starts).isLessThanOrEqualTo(SERVES);
        }
        var versions = new ArrayList<Duration>();
        for (var attempt = 0; attempt < 2 * TRIES; attempt++) {
            versions.add(took(() -> program.use("--version")));
        }
        assertThat(Collections.min(versions)).as("of %s", versions).isLessThanOrEqualTo(TELLS_ITS_VERSION);
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
