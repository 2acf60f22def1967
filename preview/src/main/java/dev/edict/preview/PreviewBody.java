package dev.edict.preview;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.edict.command.canary.CanaryBody;
import dev.edict.command.catalogue.CatalogueContent;
import dev.edict.command.suite.SuiteBody;
import dev.edict.query.delta.DocumentChange.Text;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Documents to preview, with parts of the zone that are previewed as if they were in force. Strict: rejects unknown
 * keys. Suites, canaries and catalogue are validated by {@link ProposalReader}, with the error codes of their routes.
 *
 * @param suites all that the zone would have, by name; null for those in force
 * @param canaries all that the zone would have, by name; null for those in force
 * @param catalogue null for the one in force
 */
record PreviewBody(
        @NotNull @Size(min = 1, max = MOST_DOCUMENTS) List<@NotNull @Valid NamedDocument> documents,
        @Nullable Map<String, SuiteBody> suites,
        @Nullable Map<String, CanaryBody> canaries,
        @Nullable CatalogueContent catalogue,
        @Nullable @Valid ProposedSettings settings,
        @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {

    private static final int MOST_DOCUMENTS = 256;
    private static final int LONGEST_DOCUMENT = 262_144;

    @AssertTrue(message = "the names of the documents must be unique")
    @JsonIgnore
    boolean isEveryDocumentNamedApart() {
        return documents == null
                || documents.stream().map(NamedDocument::name).distinct().count() == documents.size();
    }

    List<Text> texts() {
        return documents.stream()
                .map(document -> new Text(document.name(), document.name(), null, document.content()))
                .toList();
    }

    /** @param name of the policy, by which it is compared with what governs */
    record NamedDocument(
            @NotNull @Size(min = 1, max = 256) String name,
            @NotNull @Size(min = 1, max = LONGEST_DOCUMENT) String content) {}

    /** Settings of the zone; one that is null stays as it is. */
    record ProposedSettings(
            @Nullable Boolean strict,
            @Nullable @Pattern(regexp = "off|warn|required") String canaries,
            @Nullable @Pattern(regexp = "none|warn|required") String evidence,
            @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {

        static final ProposedSettings NONE = new ProposedSettings(null, null, null, null);
    }
}
