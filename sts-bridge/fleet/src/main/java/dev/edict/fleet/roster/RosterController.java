package dev.edict.fleet.roster;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.command.api.Caller;
import dev.edict.command.api.Rejection;
import dev.edict.fleet.roster.PendingCanaries.Pending;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes registrations, reports and goodbyes of decision points over HTTP. */
@RestController
class RosterController {

    private static final String INCARNATION = "[1-9][0-9]{0,17}";
    private static final Pattern INCARNATION_FORM = Pattern.compile(INCARNATION);

    private final Roster roster;
    private final Reports reports;
    private final RosterReader reader;
    private final PendingCanaries canaries;
    private final ApplicationEventPublisher publisher;

    RosterController(
            Roster roster,
            Reports reports,
            RosterReader reader,
            PendingCanaries canaries,
            ApplicationEventPublisher publisher) {
        this.canaries = canaries;
        this.roster = roster;
        this.reports = reports;
        this.reader = reader;
        this.publisher = publisher;
    }

    @PostMapping("/v1/replicas")
    @RolesAllowed("replica:report")
    @Operation(
            operationId = "registerReplica",
            summary = "Registers a decision point under an id.",
            tags = "Decision points")
    @ApiResponse(responseCode = "409", description = "replica_id_in_use, too_many_replicas")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ResponseStatus(HttpStatus.CREATED)
    Registered register(@Valid @RequestBody RegisterBody body, Caller caller) {
        var incarnation = roster.register(body, Owner.of(caller));
        publisher.publishEvent(new ReportRecorded(Set.of()));
        return new Registered(body.id(), incarnation, Roster.LEASE_SECONDS, Roster.HEARTBEAT_SECONDS);
    }

    @PostMapping("/v1/replicas/{replicaId}/reports")
    @RolesAllowed("replica:report")
    @Operation(
            operationId = "reportReplica",
            summary = "Takes what a decision point enforces, and renews its lease.",
            tags = "Decision points")
    @ApiResponse(responseCode = "403", description = "zone_forbidden")
    @ApiResponse(responseCode = "404", description = "replica_unknown")
    @ApiResponse(responseCode = "409", description = "incarnation_superseded, report_out_of_order")
    @ApiResponse(responseCode = "422", description = "activation_unknown")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Recorded report(@PathVariable String replicaId, @Valid @RequestBody ReportBody body, Caller caller) {
        var owner = Owner.of(caller);
        reports.requireOwnZone(body, owner);
        reports.record(replicaId, body, owner);
        if (!body.zones().isEmpty()) {
            publisher.publishEvent(new ReportRecorded(body.zoneIds()));
        }
        return new Recorded(body.counter(), canaries.of(replicaId, body.incarnation(), body));
    }

    @DeleteMapping("/v1/replicas/{replicaId}")
    @RolesAllowed("replica:report")
    @Operation(
            operationId = "endReplica",
            summary = "Takes the goodbye of a decision point, which enforces nothing any more.",
            tags = "Decision points")
    @ApiResponse(responseCode = "400", description = "invalid_query")
    @ApiResponse(responseCode = "404", description = "replica_unknown")
    @ApiResponse(responseCode = "409", description = "incarnation_superseded")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(
            @PathVariable String replicaId,
            @Parameter(
                            name = "incarnation",
                            description = "The incarnation that ends.",
                            schema = @Schema(pattern = INCARNATION, maxLength = 18))
                    @RequestParam(required = false)
                    @Nullable
                    String incarnation,
            Caller caller) {
        roster.sayGoodbye(replicaId, number(incarnation), Owner.of(caller));
        publisher.publishEvent(new ReportRecorded(Set.of()));
    }

    private static long number(@Nullable String incarnation) {
        if (incarnation == null || !INCARNATION_FORM.matcher(incarnation).matches()) {
            throw Rejection.Reason.INVALID_QUERY.because("incarnation must be given once, as the number from 1");
        }
        return Long.parseLong(incarnation);
    }

    @GetMapping("/v1/replicas")
    @RolesAllowed("replica:read")
    @Operation(
            operationId = "listReplicas",
            summary = "Lists the decision points whose id is still theirs, by id.",
            tags = "Decision points")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    RosterPage list(Caller caller) {
        var found = reader.list(caller.zoneId());
        return new RosterPage(
                found.size() <= RosterReader.MOST,
                found.stream().limit(RosterReader.MOST).toList());
    }

    record Registered(String id, long incarnation, int leaseSeconds, int heartbeatSeconds) {}

    /** @param canaries what to evaluate now; the results go to {@code /v1/replicas/{replica}/canaries} */
    record Recorded(long counter, List<Pending> canaries) {}

    /** @param complete whether these are all; no more than 1,000 are listed */
    record RosterPage(boolean complete, List<RosterEntry> items) {}
}
