package dev.edict.command.catalogue;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.edict.command.naming.NameText;
import dev.edict.command.naming.ReadableName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a catalogue has. The constraints describe it and {@link CatalogueCheck} enforces them: bean validation would make
 * a violation for each element of a body of 8 MiB, where the check ends with the first.
 *
 * @param terms names that are no longer to be used
 */
public record CatalogueContent(
        @NotNull @Size(max = MOST_APPLICATIONS) List<Application> applications,
        @NotNull @Size(max = MOST_RESOURCES) List<Resource> resources,
        @Nullable @Size(max = MOST_TERMS) List<Term> terms,
        @JsonAnySetter @Nullable @Size(max = 0, message = UNKNOWN) Map<String, Object> unknown) {

    static final int MOST_APPLICATIONS = 5_000;
    static final int MOST_RESOURCES = 20_000;
    static final int MOST_SCOPES = 500;
    static final int MOST_TERMS = 5_000;
    static final int LONGEST_NAME = 512;
    static final String UNKNOWN = "unknown key";

    /** An application that may act in the zone. */
    public record Application(
            @NotNull @Size(min = 1, max = LONGEST_NAME) String id,
            @Nullable @Size(min = 1, max = LONGEST_NAME) @ReadableName String name,
            @JsonAnySetter @Nullable @Size(max = 0, message = UNKNOWN) Map<String, Object> unknown) {

        public Application {
            name = name == null ? null : NameText.kept(name);
        }
    }

    /**
     * A resource with its scopes.
     *
     * @param tieredScopes those of the scopes that should have a risk tier
     */
    public record Resource(
            @NotNull @Size(min = 1, max = LONGEST_NAME) String identifier,
            @NotNull @Size(max = MOST_SCOPES) List<String> scopes,
            @Nullable @Size(max = MOST_SCOPES) List<String> tieredScopes,
            @JsonAnySetter @Nullable @Size(max = 0, message = UNKNOWN) Map<String, Object> unknown) {}

    /**
     * A deprecated term: an application id, resource identifier, scope, label or tier.
     *
     * @param replacedBy the term to use instead
     */
    public record Term(
            @NotNull @Size(min = 1, max = LONGEST_NAME) String term,
            @NotNull @Size(min = 1, max = LONGEST_NAME) String replacedBy,
            @JsonAnySetter @Nullable @Size(max = 0, message = UNKNOWN) Map<String, Object> unknown) {}
}
