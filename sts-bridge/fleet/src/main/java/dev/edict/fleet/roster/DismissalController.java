package dev.edict.fleet.roster;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.command.api.Rejection;
import dev.edict.command.api.deployment.DecisionPointDismissals;
import dev.edict.command.api.deployment.DismissDecisionPoint;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Dismisses decision points over HTTP. Unlike a report it is a change, which is audited and stands in the log. */
@RestController
class DismissalController {

    private final RosterReader reader;
    private final DecisionPointDismissals dismissals;

    DismissalController(RosterReader reader, DecisionPointDismissals dismissals) {
        this.reader = reader;
        this.dismissals = dismissals;
    }

    @PostMapping("/v1/replicas/{replicaId}/dismiss")
    @RolesAllowed("installation:write")
    @Operation(
            operationId = "dismissReplica",
            summary = "Dismisses a decision point that is gone for good: no activation waits for it any more.",
            tags = "Decision points")
    @ApiResponse(responseCode = "404", description = "replica_unknown")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dismiss(@PathVariable String replicaId, @Valid @RequestBody DismissBody body) {
        var incarnation = reader.newestIncarnation(replicaId)
                .orElseThrow(() -> Rejection.Reason.REPLICA_UNKNOWN.because("no decision point %s", replicaId));
        dismissals.dismiss(new DismissDecisionPoint(replicaId, incarnation, body.reason()));
    }

    record DismissBody(@NotBlank @Size(max = 1000) String reason) {}
}
