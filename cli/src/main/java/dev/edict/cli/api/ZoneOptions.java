package dev.edict.cli.api;

import dev.edict.cli.folder.ZoneFolder;
import dev.edict.cli.io.InvalidArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which zone a command is about: the one that is named, or the one of the folder it runs in. */
public final class ZoneOptions {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\-:]{1,128}");

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "the zone, by its id or its slug; default the zone of edict.yaml in this folder")
    private @Nullable String zone;

    private final Path folder;

    public ZoneOptions() {
        this(Path.of(""));
    }

    ZoneOptions(Path folder) {
        this.folder = folder;
    }

    /**
     * Looks the zone up.
     *
     * @throws InvalidArguments if none is named
     * @throws ApiFailure if Edict has no such zone, does not answer, or refuses the token
     */
    public Zone zone(ApiClient edict) {
        var named = zone == null ? ofFolder() : given(zone);
        return ZoneLookup.find(edict, named)
                .orElseThrow(
                        () -> ApiFailure.of("no zone has the id or slug %s at %s".formatted(named, edict.address())));
    }

    private String given(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new InvalidArguments(
                    "--zone must be the id or the slug of a zone: 1 to 128 characters of A-Z a-z 0-9 _ . - :");
        }
        return text;
    }

    private String ofFolder() {
        if (!Files.exists(folder.resolve(ZoneFolder.SETTINGS))) {
            throw new InvalidArguments(
                    "no zone: name one with --zone, by its id or its slug, or run this in a folder with %s"
                            .formatted(ZoneFolder.SETTINGS));
        }
        return ZoneFolder.readSettings(folder).zone();
    }
}
