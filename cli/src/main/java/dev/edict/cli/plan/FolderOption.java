package dev.edict.cli.plan;

import dev.edict.cli.folder.ZoneFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which folder a plan is made of, and for which zone. */
final class FolderOption {

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            defaultValue = ".",
            description = "the folder of the zone; default the current one")
    private String folder = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "the zone by its slug or id, instead of that of edict.yaml")
    private @Nullable String zone;

    ZoneFolder read() {
        return ZoneFolder.read(Path.of(folder));
    }

    /** The slug or id of the zone that is meant. */
    String zone(ZoneFolder read) {
        return zone == null ? read.settings().zone() : zone;
    }
}
