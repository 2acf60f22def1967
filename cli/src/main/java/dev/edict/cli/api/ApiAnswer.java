package dev.edict.cli.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A successful answer of Edict.
 *
 * @param etag the entity tag with its quotes, as {@code If-Match} takes it; null for none
 * @param body a missing node if there is none
 * @param edict that answered
 */
public record ApiAnswer(int status, @Nullable String etag, JsonNode body, ApiClient edict) {

    /**
     * The body, with members that the command cannot do without.
     *
     * @throws ApiFailure if Edict did not send one, as an Edict of another version may not
     */
    public JsonNode bodyWith(String... members) {
        for (var member : members) {
            if (!body.has(member)) {
                throw lacks(member);
            }
        }
        return body;
    }

    /**
     * The entity tag, where the command cannot do without.
     *
     * @throws ApiFailure if Edict did not send it, as an Edict of another version may not
     */
    public String requireEtag() {
        if (etag == null) {
            throw lacks("ETag");
        }
        return etag;
    }

    /** The number in the entity tag: {@code "s3"} is 3. */
    public long stateNumber() {
        var digits = requireEtag().replaceAll("[^0-9]", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private ApiFailure lacks(String what) {
        return ApiFailure.of(edict.otherVersion() + ": its answer has no " + what);
    }
}
