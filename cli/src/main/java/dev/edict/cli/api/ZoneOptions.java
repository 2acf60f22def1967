package dev.edict.cli.api;

import dev.edict.cli.folder.ZoneFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which zone a command is about: the one that is named, or the one of the folder it runs in. */
public final class ZoneOptions {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\-:]{1,128}");

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "the zone, by its id or its slug; default the zone of edict.yaml in this folder")
    private @Nullable String zone;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

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
     * @throws ParameterException if none is named, or Edict has no zone of this name
     * @throws ApiFailure if Edict does not answer, or refuses the token
     */
    public Zone zone(ApiClient edict) {
        var named = zone == null ? ofFolder() : given(zone);
        return ZoneLookup.find(edict, named)
                .orElseThrow(() -> refused("no zone has the id or slug %s at %s".formatted(named, edict.address())));
    }

    private String given(String text) {
        if (!NAME.matcher(text).matches()) {
            throw refused("--zone must be the id or the slug of a zone: 1 to 128 characters of A-Z a-z 0-9 _ . - :");
        }
        return text;
    }

    private String ofFolder() {
        if (!Files.exists(folder.resolve(ZoneFolder.SETTINGS))) {
            throw refused("no zone: name one with --zone, by its id or its slug, or run this in a folder with %s"
                    .formatted(ZoneFolder.SETTINGS));
        }
        return ZoneFolder.readSettings(folder).zone();
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
