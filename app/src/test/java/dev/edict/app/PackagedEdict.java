package dev.edict.app;

import dev.edict.app.rig.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;

/** The packaged program as a user starts it, with what it printed. */
final class PackagedEdict implements AutoCloseable {

    private final NodeProcess process;
    private final Path dataFolder;

    PackagedEdict(Path dataFolder, Map<String, String> environment) {
        this.dataFolder = dataFolder;
        var variables = new HashMap<>(Map.of("EDICT_DATA", dataFolder.toString()));
        variables.putAll(environment);
        process = NodeProcess.packaged(variables).start();
    }

    PackagedEdict awaitReady() throws InterruptedException {
        process.awaitAnnounced();
        return this;
    }

    /** Ends it as Ctrl-C or a service manager does, and returns the exit code. */
    int terminate() throws InterruptedException {
        return process.terminate();
    }

    int awaitExit() throws InterruptedException {
        return process.awaitExit();
    }

    Api api() {
        return api(secret("admin-token"));
    }

    Api api(String token) {
        return new Api(process.port(), token);
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
        return process.printed(pattern);
    }

    String output() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
