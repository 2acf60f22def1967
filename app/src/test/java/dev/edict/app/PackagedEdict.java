package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code java -jar target/edict.jar} as a user starts it, with what it printed. */
final class PackagedEdict implements AutoCloseable {

    private static final Path JAR = Path.of("target", "edict.jar").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path dataFolder;
    private final int port;
    private final List<String> printed = new CopyOnWriteArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);

    PackagedEdict(Path dataFolder, Map<String, String> environment) {
        this.dataFolder = dataFolder;
        this.port = freePort();
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.endsWith("_URL") || name.endsWith("_TOKEN"));
        builder.environment().putAll(Map.of("PORT", String.valueOf(port), "EDICT_DATA", dataFolder.toString()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var reader = new Thread(this::read, "edict-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> {
                printed.add(line);
                if (line.contains("Edict is ready")) {
                    ready.countDown();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.countDown();
        }
    }

    PackagedEdict awaitReady() throws InterruptedException {
        assertThat(ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.isAlive())
                .as(this::output)
                .isTrue();
        return this;
    }

    /** Ends it as Ctrl-C or a service manager does, and returns the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as(this::output)
                .isTrue();
        return process.exitValue();
    }

    Api api() {
        return api(secret("admin-token"));
    }

    Api api(String token) {
        return new Api(port, token);
    }

    String secret(String file) {
        try {
            return Files.readString(dataFolder.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port in the line that says where a server was started. */
    int portOf(String server) {
        return Integer.parseInt(printed(server + ".* at 127\\.0\\.0\\.1:(\\d+)").group(1));
    }

    MatchResult printed(String pattern) {
        return printed.stream()
                .flatMap(line -> Pattern.compile(pattern).matcher(line).results())
                .findFirst()
                .orElseThrow(() -> new AssertionError(pattern + " was not printed:\n" + output()));
    }

    String output() {
        return String.join("\n", printed);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(e -> process.destroyForcibly())
                .join();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
