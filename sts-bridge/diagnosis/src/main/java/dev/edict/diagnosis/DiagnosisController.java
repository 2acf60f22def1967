package dev.edict.diagnosis;

import static dev.edict.command.api.Rejection.Reason.INVALID_QUERY;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.edict.diagnosis.DiagnosisService.LiveDecision;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Diagnoses zones over HTTP. */
@RestController
class DiagnosisController {

    private static final int LONGEST = 512;

    private final DiagnosisService diagnoses;

    DiagnosisController(DiagnosisService diagnoses) {
        this.diagnoses = diagnoses;
    }

    /**
     * A live decision and the simulated input to compare it with.
     *
     * @param event id of a recorded decision; null if the request is given
     * @param request id of the request; null if the event is given
     */
    record DiagnosisBody(
            @Nullable @Size(min = 1, max = LONGEST) String event,
            @Nullable @Size(min = 1, max = LONGEST) String request,
            @NotNull Map<String, Object> input) {

        @AssertTrue(message = "either event or request must be given")
        @JsonIgnore
        boolean isOfOneDecision() {
            return (event == null) != (request == null);
        }
    }

    @GetMapping("/v1/zones/{zoneId}/diagnosis")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "getDiagnosis",
            summary =
                    "Looks for the causes of each symptom in a zone; compares a decision with a canary if one is named.",
            tags = "Governance")
    @ApiResponse(responseCode = "400", description = "invalid_query")
    @ApiResponse(responseCode = "404", description = "zone_not_found, decision_not_found, canary_not_found")
    @ApiResponse(responseCode = "409", description = "not_reproducible")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Diagnosis get(
            @PathVariable String zoneId,
            @Parameter(
                            name = "event",
                            description = "The id of a recorded decision to compare with a canary.",
                            schema = @Schema(minLength = 1, maxLength = LONGEST))
                    @RequestParam(required = false)
                    @Nullable
                    String event,
            @Parameter(
                            name = "request",
                            description = "The id of a request whose decision to compare with a canary.",
                            schema = @Schema(minLength = 1, maxLength = LONGEST))
                    @RequestParam(required = false)
                    @Nullable
                    String request,
            @Parameter(
                            name = "canary",
                            description = "The canary to compare with; by default the one with the nearest input.",
                            schema = @Schema(minLength = 1, maxLength = LONGEST))
                    @RequestParam(required = false)
                    @Nullable
                    String canary) {
        requireText("event", event);
        requireText("request", request);
        requireText("canary", canary);
        if (event != null && request != null) {
            throw INVALID_QUERY.because("event and request must not be given together");
        }
        if (event == null && request == null) {
            if (canary != null) {
                throw INVALID_QUERY.because("canary must be given with the event or request to compare it with");
            }
            return diagnoses.diagnose(zoneId);
        }
        return diagnoses.compareWithCanary(zoneId, new LiveDecision(event, request), canary);
    }

    private static void requireText(String name, @Nullable String value) {
        if (value != null && (value.isEmpty() || value.length() > LONGEST)) {
            throw INVALID_QUERY.because("%s must be given once, with 1 to %d characters", name, LONGEST);
        }
    }

    @PostMapping("/v1/zones/{zoneId}/diagnosis")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "compareDecision",
            summary = "Diagnoses a zone, and compares a recorded decision with a simulated input; changes nothing.",
            tags = "Governance")
    @ApiResponse(responseCode = "400", description = "invalid_policy_input")
    @ApiResponse(responseCode = "404", description = "zone_not_found, decision_not_found")
    @ApiResponse(responseCode = "409", description = "not_reproducible")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Diagnosis compare(@PathVariable String zoneId, @Valid @RequestBody DiagnosisBody body) {
        return diagnoses.compareWithInput(zoneId, new LiveDecision(body.event(), body.request()), body.input());
    }
}
