package dev.edict.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The PostgreSQL files in a data folder, and the address of the server that runs there. */
public record PostgresFiles(Path root) {

    static final String EXECUTABLE = "postgres";

    private static final String USER = "postgres";
    private static final String DATABASE = "edict";
    private static final int LINE_OF_THE_PORT = 3;
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    public Path data() {
        return root.resolve("postgres");
    }

    ServerIdentity identity() {
        return new ServerIdentity(
                "PostgreSQL",
                EXECUTABLE,
                root.resolve(DataFolder.PROGRAMS),
                List.of("-D", data().toString()),
                new PidFile(data().resolve("postmaster.pid")));
    }

    /** The database of the server that runs on this folder, if one can be identified. */
    public Optional<String> running() {
        var identity = identity();
        return identity.proven()
                .flatMap(process -> identity.pidFile().lines().stream()
                        .skip(LINE_OF_THE_PORT)
                        .findFirst())
                .filter(port -> PORT.matcher(port).matches())
                .map(port -> url(Integer.parseInt(port)));
    }

    static String url(int port) {
        return "postgres://%s@%s:%d/%s".formatted(USER, Loopback.ADDRESS, port, DATABASE);
    }
}
