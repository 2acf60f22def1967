package dev.edict.cli.api;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Looks zones up by their id or slug. */
public final class ZoneLookup {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private ZoneLookup() {}

    /**
     * The zone of an id or slug; empty if Edict has none.
     *
     * @throws ApiFailure if Edict does not answer, or refuses the token
     */
    public static Optional<Zone> find(ApiClient edict, String idOrSlug) {
        return byId(edict, idOrSlug).or(() -> bySlug(edict, idOrSlug));
    }

    private static Optional<Zone> byId(ApiClient edict, String id) {
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
    private static Optional<Zone> bySlug(ApiClient edict, String slug) {
        try {
            return edict.get(ApiRequest.path("/v1/zones?slug=%s", slug))
                    .path("items")
                    .valueStream()
                    .map(ZoneLookup::zone)
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
}
