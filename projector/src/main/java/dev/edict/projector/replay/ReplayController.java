package dev.edict.projector.replay;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.edict.command.api.RecordedChanges;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Replays the log up to an instant, on request over HTTP. */
@RestController
class ReplayController {

    private final ReplayService replays;

    /** Not needed where nothing is served. */
    private final ObjectProvider<RecordedChanges> changes;

    ReplayController(ReplayService replays, ObjectProvider<RecordedChanges> changes) {
        this.replays = replays;
        this.changes = changes;
    }

    /**
     * Up to where the log is replayed; by default to its head.
     *
     * @param at an instant, by the time of recording
     * @param seq the index of an event
     */
    record ReplayBody(
            @Nullable OffsetDateTime at,
            @Nullable @Positive Long seq,
            @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {

        @AssertTrue(message = "at and seq must not be given together")
        @JsonIgnore
        boolean isOfOneEvent() {
            return at == null || seq == null;
        }
    }

    /** The newest replays. */
    record Replays(List<Replay> items) {}

    @PostMapping("/v1/replays")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RolesAllowed("installation:write")
    @Operation(
            operationId = "startReplay",
            summary = "Replays the log up to an instant into tables beside the live ones.",
            tags = "Trail")
    @ApiResponse(responseCode = "400", description = "instant_in_future, instant_before_log")
    @ApiResponse(responseCode = "409", description = "replay_running")
    @ApiResponse(responseCode = "507", description = "replay_over_budget")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Replay start(@Valid @RequestBody ReplayBody body, Principal caller) {
        var goal = replays.goal(body.at(), body.seq());
        var replay = changes.getObject().make(() -> replays.register(goal, caller.getName()));
        replays.work(replay.id());
        return replay;
    }

    @GetMapping("/v1/replays")
    @RolesAllowed("installation:read")
    @Operation(operationId = "listReplays", summary = "Lists the 20 newest replays.", tags = "Trail")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Replays list() {
        return new Replays(replays.newest());
    }

    @GetMapping("/v1/replays/{replayId}")
    @RolesAllowed("installation:read")
    @Operation(operationId = "getReplay", summary = "Gets how far a replay is, and its result.", tags = "Trail")
    @ApiResponse(responseCode = "404", description = "replay_not_found")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Replay get(@PathVariable String replayId) {
        return replays.get(replayId);
    }

    @DeleteMapping("/v1/replays/{replayId}")
    @RolesAllowed("installation:write")
    @Operation(operationId = "cancelReplay", summary = "Cancels a replay; it can be resumed.", tags = "Trail")
    @ApiResponse(responseCode = "404", description = "replay_not_found")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Replay cancel(@PathVariable String replayId) {
        return changes.getObject().make(() -> replays.cancel(replayId));
    }

    @PostMapping("/v1/replays/{replayId}/resume")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RolesAllowed("installation:write")
    @Operation(
            operationId = "resumeReplay",
            summary = "Resumes a replay that was cancelled or whose node died.",
            tags = "Trail")
    @ApiResponse(responseCode = "404", description = "replay_not_found")
    @ApiResponse(responseCode = "409", description = "replay_not_resumable, replay_running")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Replay resume(@PathVariable String replayId) {
        var replay = changes.getObject().make(() -> replays.registerAgain(replayId));
        replays.work(replay.id());
        return replay;
    }
}
