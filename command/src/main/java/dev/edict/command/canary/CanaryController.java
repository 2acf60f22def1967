package dev.edict.command.canary;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edict.command.api.Receipt;
import dev.edict.command.canary.CanaryService.NewCanary;
import dev.edict.command.canary.CanaryService.StoredCanary;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.zone.directory.ExistingZone;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Defines and removes the canaries of zones over HTTP. */
@RestController
class CanaryController {

    private final CanaryService canaries;
    private final RequestContext context;

    CanaryController(CanaryService canaries, RequestContext context) {
        this.canaries = canaries;
        this.context = context;
    }

    @PutMapping("/v1/zones/{zoneId}/canaries/{canaryName}")
    @RolesAllowed("zone:write")
    @Operation(
            operationId = "defineCanary",
            summary = "Defines a request with the decision that every version must give; replaces one of that name.",
            tags = "Canaries")
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "400", description = "invalid_canary")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "409", description = "canary_contradiction, too_many_canaries")
    @ApiResponse(responseCode = "412", description = "precondition_failed")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ExistingZone
    DefinedCanary define(
            @PathVariable String zoneId,
            @PathVariable String canaryName,
            @Valid @RequestBody CanaryBody body,
            HttpServletRequest request,
            HttpServletResponse response) {
        var canary = body.canary();
        var defined = canaries.define(context, zoneId, canaryName, canary, stored -> {
            var status = stored.created() ? HttpStatus.CREATED : HttpStatus.OK;
            request.setAttribute(Receipt.STATUS_ATTRIBUTE, status.value());
            response.setStatus(status.value());
            return DefinedCanary.of(canaryName, canary, stored);
        });
        response.setHeader(HttpHeaders.ETAG, "\"c%d\"".formatted(defined.canariesVersion()));
        return defined;
    }

    @DeleteMapping("/v1/zones/{zoneId}/canaries/{canaryName}")
    @RolesAllowed("zone:write")
    @Operation(operationId = "removeCanary", summary = "Removes a canary of a zone.", tags = "Canaries")
    @ApiResponse(responseCode = "404", description = "zone_not_found, canary_not_found")
    @ApiResponse(responseCode = "412", description = "precondition_failed")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ExistingZone
    void remove(@PathVariable String zoneId, @PathVariable String canaryName) {
        canaries.remove(context, zoneId, canaryName);
    }

    record DefinedCanary(
            String name,
            Map<String, Object> input,
            String expect,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String expectReason,
            Instant definedAt,
            String definedBy,
            @JsonIgnore long canariesVersion) {

        static DefinedCanary of(String name, NewCanary canary, StoredCanary stored) {
            return new DefinedCanary(
                    name,
                    stored.input(),
                    canary.expect(),
                    canary.expectReason(),
                    stored.definedAt(),
                    stored.definedBy(),
                    stored.canariesVersion());
        }
    }
}
