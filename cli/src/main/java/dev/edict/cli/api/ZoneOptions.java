package dev.edict.cli.api;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Which zone a command is about: by id or by slug. */
public final class ZoneOptions {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.\\-:]{1,128}");
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

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
        return byId(edict, named)
                .or(() -> bySlug(edict, named))
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

    private Optional<Zone> byId(ApiClient edict, String id) {
        try {
            return Optional.of(zone(edict.get(ApiRequest.path("/v1/zones/%s", id))));
        } catch (ApiFailure failure) {
            if (failure.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw failure.status() == FORBIDDEN ? unreached(id, failure) : failure;
        }
    }

    /** A server that does not know the parameter lists zones of other slugs. */
    private Optional<Zone> bySlug(ApiClient edict, String slug) {
        try {
            return edict.get(ApiRequest.path("/v1/zones?slug=%s", slug))
                    .path("items")
                    .valueStream()
                    .map(ZoneOptions::zone)
                    .filter(found -> found.slug().equals(slug))
                    .findFirst();
        } catch (ApiFailure failure) {
            throw failure.status() == FORBIDDEN ? unreached(slug, failure) : failure;
        }
    }

    private static ApiFailure unreached(String named, ApiFailure failure) {
        return failure.with(
                "name the zone by its id if %s is its slug: a token of one zone cannot look up slugs".formatted(named));
    }

    private static Zone zone(JsonNode found) {
        return new Zone(
                found.path("id").asString(""),
                found.path("name").asString(""),
                found.path("slug").asString(""));
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
