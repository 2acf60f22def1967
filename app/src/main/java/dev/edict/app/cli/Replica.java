package dev.edict.app.cli;

import dev.edict.app.decisionpoint.DecisionPointApplication;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.ProgramVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code edict replica --from URL}: runs a decision point until it is told to end. */
@Command(
        name = "replica",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Runs a decision point, which loads the bundles of its zones from Edict and decides over HTTP.",
            "Secrets come from variables or their _FILE forms: EDICT_REPLICA_TOKEN, STREAMS_HMAC_KEY, AUDIT_HMAC_KEY,"
                    + " GATEWAY_STS_HMAC_KEY."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:told to end", "2:wrong arguments", "3:could not run"})
final class Replica implements Callable<Integer> {

    @Option(names = "--from", paramLabel = "URL", required = true, description = "the address of Edict")
    private String from = "";

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "records decisions in this Redis, and hears of activations from it")
    private @Nullable String redis;

    @Option(names = "--zone", paramLabel = "ID", description = "loads this zone, and others named so; default: all")
    private List<String> zones = List.of();

    @Option(names = "--id", paramLabel = "ID", description = "reports to Edict under this id, one for each process")
    private @Nullable String id;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "the folder of this process alone, default .edict-replica")
    private @Nullable String folder;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:PORT:-3100}",
            description = "listens there, default PORT or 3100")
    private int port;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "listens there, default 127.0.0.1")
    private @Nullable String host;

    @Override
    public Integer call() throws InterruptedException {
        var settings = new HashMap<>(Map.of("EDICT_FROM", from, "server.port", String.valueOf(port)));
        put(settings, "REDIS_URL", redis);
        put(settings, "EDICT_REPLICA_ID", id);
        put(settings, "EDICT_REPLICA_DATA", folder);
        put(settings, "server.address", host);
        if (!zones.isEmpty()) {
            settings.put("EDICT_REPLICA_ZONES", String.join(",", zones));
        }
        DecisionPointApplication.run(settings);
        return ExitCode.DONE;
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
