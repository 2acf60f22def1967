package dev.edict.query.zone;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryString;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Selects the zone of a slug; null for every zone. */
record SlugFilter(
        @Parameter(
                        name = "slug",
                        description = "The exact slug; default: any.",
                        schema = @Schema(minLength = 1, maxLength = SlugFilter.MAX_LENGTH))
                @Nullable
                String slug)
        implements QueryString {

    private static final int MAX_LENGTH = 128;

    static SlugFilter of(HttpServletRequest request) {
        return new SlugFilter(PageRequest.query(request, "slug", MAX_LENGTH));
    }
}
