package dev.edict.cli.api;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Looks zones up by their id or slug. */
public final class ZoneLookup {

    private static final String OTHER_ZONE = "admin_token_zone_mismatch";
    private static final int NOT_FOUND = 404;

    private ZoneLookup() {}

    /**
     * The zone of an id or slug; empty if Edict has none.
     *
     * @throws ApiFailure if Edict does not answer, or refuses the token
     */
    public static Optional<Zone> find(ApiClient edict, String idOrSlug) {
        try {
            return byId(edict, idOrSlug).or(() -> bySlug(edict, idOrSlug));
        } catch (ApiFailure failure) {
            throw failure.code().equals(OTHER_ZONE)
                    ? failure.with("name the zone by its id if %s is its slug: a token of one zone cannot look up slugs"
                            .formatted(idOrSlug))
                    : failure;
        }
    }

    private static Optional<Zone> byId(ApiClient edict, String id) {
        try {
            return Optional.of(zone(edict.get(ApiRequest.path("/v1/zones/%s", id))));
        } catch (ApiFailure failure) {
            if (failure.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** A server that does not know the parameter lists zones of other slugs. */
    private static Optional<Zone> bySlug(ApiClient edict, String slug) {
        return edict.get(ApiRequest.path("/v1/zones?slug=%s", slug))
                .path("items")
                .valueStream()
                .map(ZoneLookup::zone)
                .filter(found -> found.slug().equals(slug))
                .findFirst();
    }

    private static Zone zone(JsonNode found) {
        return new Zone(
                found.path("id").asString(""),
                found.path("name").asString(""),
                found.path("slug").asString(""));
    }
}
