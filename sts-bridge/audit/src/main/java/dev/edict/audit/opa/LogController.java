package dev.edict.audit.opa;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.command.api.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes the decision logs of agents, which send each again until it is taken. */
@RestController
class LogController {

    private final DecisionLogs logs;

    LogController(DecisionLogs logs) {
        this.logs = logs;
    }

    @PostMapping(path = "/v1/opa/logs", consumes = APPLICATION_JSON_VALUE)
    @RolesAllowed("replica:report")
    @Operation(
            operationId = "postOpaLogs",
            summary = "Stores decisions of an Open Policy Agent. What can never be stored is kept as a dead letter.",
            tags = "Decision points",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "Decisions as an agent logs them; unknown members are ignored.",
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            array =
                                                    @ArraySchema(
                                                            schema =
                                                                    @Schema(
                                                                            type = "object",
                                                                            additionalProperties =
                                                                                    AdditionalPropertiesValue.TRUE)))),
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = HttpHeaders.CONTENT_ENCODING,
                            description = "At most 8 MiB when it is inflated.",
                            schema = @Schema(allowableValues = {"gzip", "identity"})))
    @ApiResponse(responseCode = "413", description = "payload_too_large")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void post(
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = HttpHeaders.CONTENT_ENCODING, required = false) @Nullable String coding,
            Caller caller) {
        logs.take(body == null ? new byte[0] : body, coding, caller);
    }
}
