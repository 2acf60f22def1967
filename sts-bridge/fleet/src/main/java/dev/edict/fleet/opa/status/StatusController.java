package dev.edict.fleet.opa.status;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.command.api.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes the status of agents, which wait for the answer before they ask for the next bundle. */
@RestController
class StatusController {

    private final StatusInbox inbox;

    StatusController(StatusInbox inbox) {
        this.inbox = inbox;
    }

    @PostMapping("/v1/opa/status")
    @RolesAllowed("replica:report")
    @Operation(
            operationId = "postOpaStatus",
            summary = "Takes the status of an Open Policy Agent; it is recorded a moment later.",
            tags = "Decision points")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "409", description = "replica_id_in_use, too_many_replicas")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void post(@Valid @RequestBody AgentStatus status, Caller caller) {
        inbox.add(status.observation(caller));
    }
}
