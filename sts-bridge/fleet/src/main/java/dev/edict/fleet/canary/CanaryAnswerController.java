package dev.edict.fleet.canary;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.command.api.Caller;
import dev.edict.fleet.roster.Owner;
import dev.edict.fleet.roster.ReportRecorded;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes the answers of decision points to canaries over HTTP. */
@RestController
class CanaryAnswerController {

    private final CanaryRecords records;
    private final ApplicationEventPublisher publisher;

    CanaryAnswerController(CanaryRecords records, ApplicationEventPublisher publisher) {
        this.records = records;
        this.publisher = publisher;
    }

    @PostMapping("/v1/replicas/{replicaId}/canaries")
    @RolesAllowed("replica:report")
    @Operation(
            operationId = "answerCanaries",
            summary = "Takes how a decision point decided the canaries of a zone under what it has just loaded.",
            tags = "Decision points")
    @ApiResponse(responseCode = "403", description = "zone_forbidden")
    @ApiResponse(responseCode = "404", description = "replica_unknown")
    @ApiResponse(responseCode = "409", description = "incarnation_superseded, canaries_changed")
    @ApiResponse(responseCode = "422", description = "activation_unknown")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    CanaryTally answer(@PathVariable String replicaId, @Valid @RequestBody CanaryAnswers body, Caller caller) {
        var tally = records.record(replicaId, body, Owner.of(caller));
        publisher.publishEvent(new ReportRecorded(Set.of(body.zoneId())));
        return tally;
    }
}
