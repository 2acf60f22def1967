package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signals by process id, as the kernel or an operator sends them. */
public final class Signals {

    private Signals() {}

    public static void send(String signal, Collection<ProcessHandle> processes) {
        var command = new ArrayList<>(List.of("kill", "-" + signal, "--"));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            var kill = new ProcessBuilder(command).redirectErrorStream(true).start();
            assertThat(kill.waitFor(10, TimeUnit.SECONDS)).as("kill ends").isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A process that nobody has reaped yet still has a number, but no program any more. */
    static boolean hasEnded(ProcessHandle process) {
        return !process.isAlive() || process.info().command().isEmpty();
    }
}
