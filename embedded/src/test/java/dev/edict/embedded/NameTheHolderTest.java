package dev.edict.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The holder of a data folder is identified by the process id that it writes to its lock file after locking it. */
@Tag("servers")
class NameTheHolderTest {

    private static final String LIVING = Long.toString(ProcessHandle.current().pid());

    @TempDir
    private Path folder;

    @Test
    void a_holder_that_has_not_written_its_process_id_yet_is_awaited() throws Exception {
        write("");
        writeSoon(LIVING);

        assertThat(DataFolder.holder(folder)).isEqualTo(LIVING);
    }

    @Test
    void a_previous_holder_that_has_ended_is_not_reported() throws Exception {
        write(ended());
        writeSoon(LIVING);

        assertThat(DataFolder.holder(folder)).isEqualTo(LIVING);
    }

    @Test
    void a_holder_in_another_process_namespace_is_reported() throws Exception {
        var elsewhere = ended();
        write(elsewhere);

        assertThat(DataFolder.holder(folder)).isEqualTo(elsewhere);
    }

    @Test
    void a_holder_that_never_writes_its_process_id_is_reported_as_unknown() throws Exception {
        write("");

        assertThat(DataFolder.holder(folder)).isEqualTo("of unknown number");
    }

    private static String ended() throws Exception {
        var process = new ProcessBuilder("true").start();
        process.waitFor();
        return Long.toString(process.pid());
    }

    private void writeSoon(String number) {
        CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS).execute(() -> write(number));
    }

    private void write(String number) {
        try {
            Files.writeString(folder.resolve("lock"), number + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
