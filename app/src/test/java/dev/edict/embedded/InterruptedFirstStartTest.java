package dev.edict.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.embedded.Launched.Farewell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Tag("servers")
@ExtendWith(OutputCaptureExtension.class)
class InterruptedFirstStartTest {

    @TempDir
    private Path folder;

    @Test
    void a_kill_while_programs_are_unpacked_needs_no_repair_even_of_half_a_file() throws Exception {
        killOnce(() -> found("programs/postgres-*.new/share"));
        var aside = found("programs/postgres-*.new").get(0);
        Files.writeString(Files.createDirectories(aside.resolve("bin")).resolve("postgres"), "half of it");

        try (var again = Launched.here(data())) {
            assertThat(found("programs/*.new")).isEmpty();
            again.getBean(Farewell.class).leave("after the repair");
            assertThat(again.getBean(Farewell.class).rows()).containsExactly("after the repair");
        }
    }

    @Test
    void a_kill_during_initdb_leaves_a_folder_that_is_named_and_not_used(CapturedOutput output) throws Exception {
        killOnce(() -> found("postgres-unfinished-*/base"));
        var unfinished = found("postgres-unfinished-*");

        try (var again = Launched.here(data())) {
            again.getBean(Farewell.class).leave("after the repair");
            assertThat(again.getBean(Farewell.class).rows()).containsExactly("after the repair");
        }
        assertThat(found("postgres-unfinished-*")).isEqualTo(unfinished).hasSize(1);
        assertThat(output)
                .containsOnlyOnce(unfinished.get(0) + " is what an interrupted first start left")
                .contains("may be deleted");
    }

    private interface Sighting {
        List<Path> seen();
    }

    private void killOnce(Sighting sighting) throws InterruptedException {
        try (var application = Launched.on(data(), folder)) {
            await("the first start has come that far")
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(60, SECONDS)
                    .until(() -> !sighting.seen().isEmpty());
            application.kill();
        }
        assertThat(data().resolve("postgres")).doesNotExist();
    }

    private List<Path> found(String glob) {
        var matcher = data().getFileSystem().getPathMatcher("glob:" + data() + "/" + glob);
        try (var files =
                Files.find(data(), Path.of(glob).getNameCount(), (file, attributes) -> matcher.matches(file))) {
            return files.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            // The folder changes while it is being looked at.
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path data() {
        return folder.resolve(".edict");
    }
}
