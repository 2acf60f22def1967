package dev.edict.cli.api;

import dev.edict.cli.io.ProgramVersion;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A successful answer of Edict.
 *
 * @param etag the entity tag with its quotes, as {@code If-Match} takes it; null for none
 * @param body a missing node if there is none
 * @param address of the Edict that answered
 * @param version of that Edict; null if it does not tell
 */
public record ApiAnswer(int status, @Nullable String etag, JsonNode body, URI address, @Nullable String version) {

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

    private ApiFailure lacks(String what) {
        return ApiFailure.of("Edict at %s is another version (%s) than this program (%s): its answer has no %s"
                .formatted(address, versionText(version), ProgramVersion.number(), what));
    }

    static String versionText(@Nullable String version) {
        return version == null ? "not told" : version;
    }
}
