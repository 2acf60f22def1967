package dev.edict.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The result of a program that ran to its end. The program and its children do not inherit this process's environment,
 * which holds secrets, except for the few variables that programs need.
 */
record ProcessResult(boolean succeeded, String output) {

    private static final Pattern PASSED_ON =
            Pattern.compile("PATH|HOME|TMPDIR|TZ|LANG|LANGUAGE|LC_[A-Z]+|LD_LIBRARY_PATH");

    /** For programs that leave no process behind that could keep the output open. */
    static ProcessResult capturing(List<String> command, Duration longest) throws IOException {
        var process = builder(command).start();
        var output = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        boolean succeeded = await(process, longest);
        return new ProcessResult(
                succeeded,
                output.completeOnTimeout("it took too long", 1, TimeUnit.SECONDS)
                        .join());
    }

    static boolean logging(List<String> command, ServerLog log, Duration longest) throws IOException {
        return await(builder(command).redirectOutput(log.redirect()).start(), longest);
    }

    private static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> !PASSED_ON.matcher(name).matches());
        return builder;
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
