package dev.edict.cli.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which zone a command is about: by id or by slug. */
public final class ZoneOptions {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.\\-:]{1,128}");

    @Option(names = "--zone", paramLabel = "ZONE", description = "the zone, by its id or its slug")
    private @Nullable String zone;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /**
     * Looks the zone up.
     *
     * @throws ParameterException if none is named, or Edict has no zone of this name
     * @throws ApiFailure if Edict does not answer, or refuses the token
     */
    public Zone zone(ApiClient edict) {
        var named = named();
        return ZoneLookup.find(edict, named)
                .orElseThrow(() -> refused("no zone has the id or slug %s at %s".formatted(named, edict.address())));
    }

    private String named() {
        if (zone == null) {
            throw refused("no zone: name one with --zone, by its id or its slug");
        }
        if (!ID.matcher(zone).matches()) {
            throw refused("--zone must be the id or the slug of a zone: 1 to 128 characters of A-Z a-z 0-9 _ . - :");
        }
        return zone;
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
