package dev.edict.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that is stopped knows afterwards how long it was. */
@Tag("servers")
class StopProcessTest {

    private final Process gateway = started();
    private final BufferedReader answers = gateway.inputReader();
    private final Writer questions = gateway.outputWriter();

    private static Process started() {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            StoppedGateway.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void end() {
        gateway.destroyForcibly();
    }

    private void ask() {
        try {
            questions.write("?\n");
            questions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer() {
        try {
            return String.valueOf(answers.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answered() {
        ask();
        return answer();
    }

    private void signal(String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(gateway.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void the_first_call_after_the_budget_is_denied_and_a_confirmation_allows_again()
            throws IOException, InterruptedException {
        await("it allows").atMost(Duration.ofSeconds(30)).until(() -> answered().equals("allowed"));
        var stopped = System.nanoTime();
        signal("-STOP");

        await("its budget passes")
                .until(() -> Duration.ofNanos(System.nanoTime() - stopped).compareTo(StoppedGateway.BUDGET) > 0);
        ask();
        signal("-CONT");

        assertThat(answer()).isEqualTo("policy_stale");
        await("the control plane is read again").until(() -> answered().equals("allowed"));
    }
}
