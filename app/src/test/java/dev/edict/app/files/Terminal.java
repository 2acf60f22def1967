package dev.edict.app.files;

import dev.edict.app.rig.Program;
import dev.edict.cli.Ran;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A terminal in a folder, with the packaged program. */
final class Terminal {

    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final String url;
    private final String token;

    Terminal(Path folder, int port, String token) {
        this.folder = folder;
        this.url = "http://127.0.0.1:" + port;
        this.token = token;
    }

    Path folder() {
        return folder;
    }

    /** The same in another folder. */
    Terminal in(Path other) {
        return new Terminal(other, Integer.parseInt(url.substring(url.lastIndexOf(':') + 1)), token);
    }

    /** The same, with an Edict at another port. */
    Terminal at(int port) {
        return new Terminal(folder, port, token);
    }

    /** Runs a command to its end. */
    Ran edict(String... arguments) {
        return start(arguments).end();
    }

    Running start(String... arguments) {
        var line = new ArrayList<>(List.of(Program.launchers().resolve("edict").toString()));
        line.addAll(List.of(arguments));
        return run(line);
    }

    /** Runs lines of a shell. */
    Ran shell(String script) {
        return run(List.of("sh", "-c", script)).end();
    }

    private Running run(List<String> line) {
        try {
            var out = Files.createTempFile("out", ".txt");
            var err = Files.createTempFile("err", ".txt");
            var builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("EDICT_"));
            builder.environment()
                    .putAll(Map.of("EDICT_URL", url, "EDICT_TOKEN", token, "LC_ALL", "C.UTF-8", "PATH", path()));
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the launcher of the packaged program. */
    private static String path() {
        return Program.launchers() + File.pathSeparator + System.getenv("PATH");
    }

    /** A command that runs. */
    record Running(Process process, Path out, Path err) {

        /** {@code kill -9}. */
        void kill() {
            process.destroyForcibly();
        }

        Ran end() {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                    throw new AssertionError("still running:\n" + Files.readString(out) + Files.readString(err));
                }
                return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
