package dev.edict.query.suite;

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

/** Reads the suites of zones over HTTP. */
@RestController
class SuiteController {

    private final SuiteReader suites;

    SuiteController(SuiteReader suites) {
        this.suites = suites;
    }

    @GetMapping("/v1/zones/{zoneId}/suites")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "listSuites",
            summary = "Lists the suites of a zone by name, without their cases.",
            tags = "Suites")
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<ZoneSuites> list(@PathVariable String zoneId, @RequestHeader HttpHeaders headers) {
        return unlessKnown(zoneId, headers, () -> {
            var all = suites.find(zoneId).orElseThrow(() -> zoneNotFound(zoneId));
            return ResponseEntity.ok().eTag(tag(all.suitesVersion())).body(all);
        });
    }

    @GetMapping("/v1/zones/{zoneId}/suites/{suiteName}")
    @RolesAllowed("zone:read")
    @Operation(operationId = "getSuite", summary = "Gets a suite of a zone with its cases.", tags = "Suites")
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "zone_not_found, suite_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<Suite> get(
            @PathVariable String zoneId,
            @PathVariable String suiteName,
            SuiteRequest asked,
            @RequestHeader HttpHeaders headers) {
        return unlessKnown(zoneId, headers, () -> {
            if (suites.version(zoneId).isEmpty()) {
                throw zoneNotFound(zoneId);
            }
            var suite = suites.find(zoneId, suiteName, asked.version())
                    .orElseThrow(() -> QueryRejection.Reason.SUITE_NOT_FOUND.because(
                            "the zone has no suite %s%s",
                            suiteName, asked.version() == null ? "" : " in version " + asked.version()));
            return ResponseEntity.ok().eTag(tag(suite.suitesVersion())).body(suite);
        });
    }

    private <A> ResponseEntity<A> unlessKnown(String zoneId, HttpHeaders headers, Supplier<ResponseEntity<A>> answer) {
        if (headers.getIfNoneMatch().isEmpty()) {
            return answer.get();
        }
        var newest = tag(suites.version(zoneId).orElseThrow(() -> zoneNotFound(zoneId)));
        return headers.getIfNoneMatch().contains(newest)
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(newest).build()
                : answer.get();
    }

    private static String tag(long suitesVersion) {
        return "\"s%d\"".formatted(suitesVersion);
    }

    private static QueryRejection zoneNotFound(String zoneId) {
        return QueryRejection.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId);
    }
}
