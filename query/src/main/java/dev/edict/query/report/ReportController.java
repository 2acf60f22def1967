package dev.edict.query.report;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.query.report.content.ComplianceReport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves compliance reports over HTTP. */
@RestController
class ReportController {

    private final ReportReader reports;

    ReportController(ReportReader reports) {
        this.reports = reports;
    }

    @GetMapping("/v1/zones/{zoneId}/report")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "getReport",
            summary = "Gets the compliance report of a zone for a period, as JSON, HTML or CSV.",
            tags = "Trail")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = ComplianceReport.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                @Content(mediaType = "text/html", schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "400",
            description = "invalid_query, period_too_long, instant_in_future, instant_before_zone")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "429", description = "too_many_reports")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<Resource> report(@PathVariable String zoneId, ReportRequest asked) throws IOException {
        return FinishedReport.of(reports, zoneId, asked).answer();
    }
}
