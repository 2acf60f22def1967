package dev.edict.app;

import dev.edict.app.rig.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;

/** The packaged program, with what it printed. */
public final class PackagedEdict implements AutoCloseable {

    private final NodeProcess process;
    private final Path dataFolder;

    private PackagedEdict(Path dataFolder, NodeProcess process) {
        this.dataFolder = dataFolder;
        this.process = process.start();
    }

    PackagedEdict(Path dataFolder, Map<String, String> environment) {
        this(dataFolder, NodeProcess.quick(variables(dataFolder, environment)));
    }

    /** By {@code java -jar}, without a class archive. */
    public static PackagedEdict asAUserStartsIt(Path dataFolder) {
        // An empty setting is none.
        var asUsual = Map.of("EDICT_DECISION_POINT", "");
        return new PackagedEdict(dataFolder, NodeProcess.packaged(variables(dataFolder, asUsual)));
    }

    private static Map<String, String> variables(Path dataFolder, Map<String, String> environment) {
        var variables = new HashMap<>(Map.of("EDICT_DATA", dataFolder.toString()));
        variables.putAll(environment);
        return variables;
    }

    public PackagedEdict awaitReady() throws InterruptedException {
        process.awaitAnnounced();
        return this;
    }

    /** {@code kill -9}. Its servers go on without it. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** Starts it once more, at its port and in its folder. */
    public PackagedEdict startAgain() throws InterruptedException {
        process.start();
        return awaitReady();
    }

    /** Ends it as Ctrl-C or a service manager does, and returns the exit code. */
    int terminate() throws InterruptedException {
        return process.terminate();
    }

    int awaitExit() throws InterruptedException {
        return process.awaitExit();
    }

    public Api api() {
        return api(secret("admin-token"));
    }

    Api api(String token) {
        return new Api(process.port(), token);
    }

    public String secret(String file) {
        try {
            return Files.readString(dataFolder.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Where it answers. */
    public int port() {
        return process.port();
    }

    /** The port in the line that says where a server was started. */
    int portOf(String server) {
        return Integer.parseInt(printed(server + ".* at 127\\.0\\.0\\.1:(\\d+)").group(1));
    }

    public MatchResult printed(String pattern) {
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
