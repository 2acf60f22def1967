package dev.edict.command.catalogue;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.command.catalogue.CatalogueService.StoredCatalogue;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.zone.directory.ExistingZone;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Replaces the catalogues of zones over HTTP. */
@RestController
class CatalogueController {

    private final CatalogueService catalogues;
    private final RequestContext context;

    CatalogueController(CatalogueService catalogues, RequestContext context) {
        this.catalogues = catalogues;
        this.context = context;
    }

    @PutMapping("/v1/zones/{zoneId}/catalogue")
    @RolesAllowed("zone:write")
    @Operation(
            operationId = "replaceCatalogue",
            summary = "Replaces the catalogue of a zone: what policy documents may name.",
            tags = "Catalogue",
            extensions =
                    @Extension(
                            properties =
                                    @ExtensionProperty(
                                            name = "x-max-body-bytes",
                                            value = "8388608",
                                            parseValue = true)))
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "400", description = "invalid_catalogue")
    @ApiResponse(responseCode = "404", description = "zone_not_found, catalogue_off")
    @ApiResponse(responseCode = "409", description = "catalogue_not_managed")
    @ApiResponse(responseCode = "412", description = "precondition_failed")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ExistingZone
    ReplacedCatalogue replace(
            @PathVariable String zoneId, @RequestBody CatalogueContent body, HttpServletResponse response) {
        var replaced = catalogues.replace(context, zoneId, body, ReplacedCatalogue::of);
        response.setHeader(HttpHeaders.ETAG, "\"k%d\"".formatted(replaced.catalogueVersion()));
        return replaced;
    }

    /**
     * A catalogue that was replaced, without what it has.
     *
     * @param contentSha256 of the catalogue as canonical JSON
     * @param contentLength in bytes
     */
    record ReplacedCatalogue(
            long catalogueVersion,
            String contentSha256,
            int contentLength,
            int applications,
            int resources,
            int terms,
            Instant replacedAt,
            String replacedBy) {

        static ReplacedCatalogue of(StoredCatalogue stored) {
            return new ReplacedCatalogue(
                    stored.catalogueVersion(),
                    stored.contentSha256(),
                    stored.contentLength(),
                    stored.applications(),
                    stored.resources(),
                    stored.terms(),
                    stored.replacedAt(),
                    stored.replacedBy());
        }
    }
}
