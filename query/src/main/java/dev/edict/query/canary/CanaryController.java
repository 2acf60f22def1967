package dev.edict.query.canary;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.query.QueryRejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the canaries of zones to those who define them, and the list also to the decision points that evaluate them.
 * Changes are made at the path of a canary, so that it cannot be a route of decision points, whose requests leave no
 * audit record.
 */
@RestController
class CanaryController {

    private final CanaryReader canaries;

    CanaryController(CanaryReader canaries) {
        this.canaries = canaries;
    }

    @GetMapping("/v1/zones/{zoneId}/canaries")
    @RolesAllowed("replica:read")
    @Operation(
            operationId = "listCanaries",
            summary = "Lists all canaries of a zone by name; If-None-Match avoids reading them again.",
            tags = "Canaries")
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<ZoneCanaries> list(@PathVariable String zoneId, @RequestHeader HttpHeaders headers) {
        return unlessKnown(zoneId, headers, () -> {
            var all = canaries.find(zoneId).orElseThrow(() -> zoneNotFound(zoneId));
            return ResponseEntity.ok().eTag(tag(all.canariesVersion())).body(all);
        });
    }

    @GetMapping("/v1/zones/{zoneId}/canaries/{canaryName}")
    @RolesAllowed("zone:read")
    @Operation(operationId = "getCanary", summary = "Gets a canary of a zone.", tags = "Canaries")
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "zone_not_found, canary_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<Canary> get(
            @PathVariable String zoneId, @PathVariable String canaryName, @RequestHeader HttpHeaders headers) {
        return unlessKnown(zoneId, headers, () -> {
            var found = canaries.find(zoneId, canaryName).orElseThrow(() -> zoneNotFound(zoneId));
            var canary = found.items().stream()
                    .findFirst()
                    .orElseThrow(() ->
                            QueryRejection.Reason.CANARY_NOT_FOUND.because("the zone has no canary %s", canaryName));
            return ResponseEntity.ok().eTag(tag(found.canariesVersion())).body(canary);
        });
    }

    private <A> ResponseEntity<A> unlessKnown(String zoneId, HttpHeaders headers, Supplier<ResponseEntity<A>> answer) {
        if (headers.getIfNoneMatch().isEmpty()) {
            return answer.get();
        }
        var newest = tag(canaries.version(zoneId).orElseThrow(() -> zoneNotFound(zoneId)));
        return headers.getIfNoneMatch().contains(newest)
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(newest).build()
                : answer.get();
    }

    private static String tag(long canariesVersion) {
        return "\"c%d\"".formatted(canariesVersion);
    }

    private static QueryRejection zoneNotFound(String zoneId) {
        return QueryRejection.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId);
    }
}
