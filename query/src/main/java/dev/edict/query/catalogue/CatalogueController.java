package dev.edict.query.catalogue;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.query.QueryRejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Serves the catalogues of zones. */
@RestController
class CatalogueController {

    private final CatalogueReader catalogues;

    CatalogueController(CatalogueReader catalogues) {
        this.catalogues = catalogues;
    }

    @GetMapping("/v1/zones/{zoneId}/catalogue")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "getCatalogue",
            summary = "Gets the catalogue of a zone; an empty one of version 0 if it never had one.",
            tags = "Catalogue")
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "zone_not_found, catalogue_off")
    @ApiResponse(responseCode = "500", description = "content_corrupted, catalogue_unreadable")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<ZoneCatalogue> get(@PathVariable String zoneId, @RequestHeader HttpHeaders headers) {
        if (!headers.getIfNoneMatch().isEmpty() && catalogues.mode().equals(CatalogueReader.MANAGED)) {
            var newest = tag(catalogues.version(zoneId).orElseThrow(() -> zoneNotFound(zoneId)));
            if (headers.getIfNoneMatch().contains(newest)) {
                return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                        .eTag(newest)
                        .build();
            }
        }
        var catalogue = catalogues.find(zoneId).orElseThrow(() -> zoneNotFound(zoneId));
        var answer = ResponseEntity.ok();
        // What another service keeps in its tables has no version.
        return catalogue.source().equals(CatalogueReader.MANAGED)
                ? answer.eTag(tag(catalogue.catalogueVersion())).body(catalogue)
                : answer.body(catalogue);
    }

    private static String tag(long catalogueVersion) {
        return "\"k%d\"".formatted(catalogueVersion);
    }

    private static QueryRejection zoneNotFound(String zoneId) {
        return QueryRejection.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId);
    }
}
