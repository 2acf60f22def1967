package dev.edict.cli.zone;

import dev.edict.cli.EdictStub;
import dev.edict.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs a command about the zone {@code z1} of a stub. */
final class ZoneRun {

    static final String ZONE = "{\"id\": \"z1\", \"name\": \"Shop\", \"slug\": \"shop\"}";

    private ZoneRun() {}

    static EdictStub stub() {
        return EdictStub.started().on("GET /v1/zones/z1", ZONE);
    }

    static Ran run(Object command, EdictStub stub, Path folder, Object... options) throws IOException {
        var token = Files.writeString(folder.resolve("token"), "t");
        var common = List.of("--url", stub.address(), "--token-file", token, "--zone", "z1");
        return Ran.command(
                command, Stream.concat(common.stream(), Stream.of(options)).toArray());
    }
}
