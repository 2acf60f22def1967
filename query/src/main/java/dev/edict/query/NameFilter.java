package dev.edict.query;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Selects the item of a list that has a name; null for every item. */
public record NameFilter(
        @Parameter(
                        name = "name",
                        description = "The exact name; default: any.",
                        schema = @Schema(minLength = 1, maxLength = NameFilter.MAX_LENGTH))
                @Nullable
                String name)
        implements QueryString {

    private static final int MAX_LENGTH = 256;

    public static NameFilter of(HttpServletRequest request) {
        return new NameFilter(PageRequest.query(request, "name", MAX_LENGTH));
    }
}
