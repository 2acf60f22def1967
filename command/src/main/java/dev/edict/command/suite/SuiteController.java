package dev.edict.command.suite;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edict.command.api.Receipt;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.suite.SuiteService.StoredSuite;
import dev.edict.command.zone.directory.ExistingZone;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Defines and removes the suites of zones over HTTP. */
@RestController
class SuiteController {

    private final SuiteService suites;
    private final RequestContext context;

    SuiteController(SuiteService suites, RequestContext context) {
        this.suites = suites;
        this.context = context;
    }

    @PutMapping("/v1/zones/{zoneId}/suites/{suiteName}")
    @RolesAllowed("zone:write")
    @Operation(
            operationId = "defineSuite",
            summary = "Defines a named list of simulation cases; replaces the one of that name.",
            tags = "Suites",
            extensions = @Extension(properties = @ExtensionProperty(name = "x-max-body-bytes", value = "8388608")))
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "400", description = "invalid_suite")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "409", description = "too_many_suites, too_many_suite_cases")
    @ApiResponse(responseCode = "412", description = "precondition_failed")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ExistingZone
    DefinedSuite define(
            @PathVariable String zoneId,
            @PathVariable String suiteName,
            @Valid @RequestBody SuiteBody body,
            HttpServletRequest request,
            HttpServletResponse response) {
        var defined = suites.define(context, zoneId, suiteName, body.suite(), stored -> {
            var status = stored.created() ? HttpStatus.CREATED : HttpStatus.OK;
            request.setAttribute(Receipt.STATUS_ATTRIBUTE, status.value());
            response.setStatus(status.value());
            return DefinedSuite.of(suiteName, stored);
        });
        response.setHeader(HttpHeaders.ETAG, "\"s%d\"".formatted(defined.suitesVersion()));
        return defined;
    }

    @DeleteMapping("/v1/zones/{zoneId}/suites/{suiteName}")
    @RolesAllowed("zone:write")
    @Operation(operationId = "removeSuite", summary = "Removes a suite of a zone.", tags = "Suites")
    @ApiResponse(responseCode = "404", description = "zone_not_found, suite_not_found")
    @ApiResponse(responseCode = "412", description = "precondition_failed")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ExistingZone
    void remove(@PathVariable String zoneId, @PathVariable String suiteName) {
        suites.remove(context, zoneId, suiteName);
    }

    /** Without the cases, which the caller sent. */
    record DefinedSuite(
            String name,
            long version,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String description,
            int caseCount,
            String sha256,
            Instant definedAt,
            String definedBy,
            @JsonIgnore long suitesVersion) {

        static DefinedSuite of(String name, StoredSuite stored) {
            return new DefinedSuite(
                    name,
                    stored.suiteVersion(),
                    stored.description(),
                    stored.cases(),
                    stored.sha256(),
                    stored.definedAt(),
                    stored.definedBy(),
                    stored.suitesVersion());
        }
    }
}
