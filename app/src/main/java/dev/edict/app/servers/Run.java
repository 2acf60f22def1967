package dev.edict.app.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What came of a program that was run to its end. */
record Run(boolean succeeded, String output) {

    /** For programs that leave nothing running that could hold on to the output. */
    static Run capturing(List<String> command, Duration longest) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        boolean succeeded = await(process, longest);
        return new Run(
                succeeded,
                output.completeOnTimeout("it took too long", 1, TimeUnit.SECONDS)
                        .join());
    }

    static boolean logging(List<String> command, ServerLog log, Duration longest) throws IOException {
        return await(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.redirect())
                        .start(),
                longest);
    }

    private static boolean await(Process process, Duration longest) {
        try {
            if (process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue() == 0;
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw Pause.interrupted();
        }
        process.destroyForcibly();
        return false;
    }
}
