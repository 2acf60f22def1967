package dev.edict.query.bundle;

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

/** Serves bundles to decision points. */
@RestController
class BundleController {

    private final BundleReader bundles;

    BundleController(BundleReader bundles) {
        this.bundles = bundles;
    }

    @GetMapping("/v1/zones/{zoneId}/bundle")
    @RolesAllowed("replica:read")
    @Operation(
            operationId = "getBundle",
            summary = "Gets what decision points enforce for a zone; If-None-Match avoids reading it again.",
            tags = "Decision points")
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<Bundle> get(@PathVariable String zoneId, @RequestHeader HttpHeaders headers) {
        var newest = bundles.tag(zoneId).orElseThrow(() -> notFound(zoneId));
        if (headers.getIfNoneMatch().contains(newest)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(newest).build();
        }
        var bundle = bundles.find(zoneId).orElseThrow(() -> notFound(zoneId));
        return ResponseEntity.ok()
                .eTag(BundleReader.tag(bundle.activationSeq(), bundle.manifestSha256()))
                .body(bundle);
    }

    private static QueryRejection notFound(String zoneId) {
        return QueryRejection.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId);
    }
}
