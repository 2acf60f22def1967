package dev.edict.app.cli;

import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.ProgramVersion;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code edict demo}: runs Edict with an example that is alive, until it is told to end. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Runs Edict on servers in a folder of its own, with an example zone, three decision points and traffic.",
            "The folder keeps what you do; delete it to begin again."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:told to end", "2:wrong arguments", "3:could not run"})
final class Demo implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Cli cli;

    @Option(names = "--data", paramLabel = "FOLDER", defaultValue = ".edict-demo", description = "default .edict-demo")
    private String folder = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:PORT:-3000}",
            description = "listens there on 127.0.0.1, default PORT or 3000")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        cli.server()
                .serve(Map.of(
                        "edict.demo", "true",
                        "edict.data", folder,
                        "server.port", String.valueOf(port),
                        "server.address", "127.0.0.1",
                        "DATABASE_URL", "",
                        "REDIS_URL", "",
                        "EDICT_DECISION_POINT", "off"));
        return ExitCode.DONE;
    }
}
