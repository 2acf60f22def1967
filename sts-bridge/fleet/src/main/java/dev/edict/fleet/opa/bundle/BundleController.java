package dev.edict.fleet.opa.bundle;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.command.api.Caller;
import dev.edict.fleet.opa.status.AgentId;
import dev.edict.fleet.opa.status.StatusInbox;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Serves bundles to agents, which wait here for the next one. */
@RestController
class BundleController {

    private final WaitingAgents agents;
    private final StatusInbox inbox;

    BundleController(WaitingAgents agents, StatusInbox inbox) {
        this.agents = agents;
        this.inbox = inbox;
    }

    @GetMapping("/v1/opa/zones/{zoneId}/bundle.tar.gz")
    @RolesAllowed("replica:read")
    @Operation(
            operationId = "getOpaBundle",
            summary = "Gets a zone as a bundle for an Open Policy Agent; Prefer: wait=30 waits for another one than"
                    + " If-None-Match names.",
            tags = "Decision points")
    @ApiResponse(
            responseCode = "200",
            headers = @Header(name = "ETag"),
            content =
                    @Content(
                            mediaType = "application/vnd.openpolicyagent.bundles",
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "429", description = "too_many_waiting_requests")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    DeferredResult<ResponseEntity<byte[]>> get(
            @PathVariable String zoneId, @RequestHeader HttpHeaders headers, Caller caller) {
        var id = AgentId.ofHeader(headers.getFirst(AgentId.HEADER));
        Runnable life = () -> id.ifPresent(agent -> inbox.lives(agent, caller.getName()));
        return agents.await(zoneId, BundleRequest.of(headers), caller.getName(), life);
    }
}
