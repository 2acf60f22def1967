package dev.edict.preview;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.edict.query.delta.DocumentChange.Text;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Previews activations over HTTP. It stores nothing. */
@RestController
class PreviewController {

    private static final int MOST_DOCUMENTS = 256;
    private static final int LONGEST_DOCUMENT = 262_144;

    private final PreviewService previews;

    PreviewController(PreviewService previews) {
        this.previews = previews;
    }

    @GetMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}/versions/{versionId}/preview")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "previewVersion",
            summary =
                    "Previews the activation of a sealed version: what changes, what speaks against it, and the way back.",
            tags = "Governance")
    @ApiResponse(responseCode = "404", description = "zone_not_found, policy_set_version_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ActivationPreview version(
            @PathVariable String zoneId, @PathVariable String policySetId, @PathVariable String versionId) {
        return previews.ofVersion(zoneId, policySetId, versionId);
    }

    @PostMapping("/v1/zones/{zoneId}/preview")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "previewDocuments",
            summary = "Previews documents that are not sealed, as if a version of them were activated.",
            tags = "Governance",
            extensions =
                    @Extension(
                            properties =
                                    @ExtensionProperty(
                                            name = "x-max-body-bytes",
                                            value = "8388608",
                                            parseValue = true)))
    @ApiResponse(responseCode = "400", description = "invalid_body")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ActivationPreview documents(@PathVariable String zoneId, @Valid @RequestBody DocumentsBody body) {
        return previews.ofDocuments(
                zoneId,
                body.documents().stream()
                        .map(document -> new Text(document.name(), document.name(), null, document.content()))
                        .toList());
    }

    /** Strict: rejects unknown keys. */
    record DocumentsBody(
            @NotNull @Size(min = 1, max = MOST_DOCUMENTS) List<@NotNull @Valid NamedDocument> documents,
            @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {

        @AssertTrue(message = "the names of the documents must be unique")
        @JsonIgnore
        boolean isEveryDocumentNamedApart() {
            return documents == null
                    || documents.stream().map(NamedDocument::name).distinct().count() == documents.size();
        }
    }

    /** @param name of the policy, by which it is compared with what governs */
    record NamedDocument(
            @NotNull @Size(min = 1, max = 256) String name,
            @NotNull @Size(min = 1, max = LONGEST_DOCUMENT) String content) {}
}
