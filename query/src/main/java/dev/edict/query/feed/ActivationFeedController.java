package dev.edict.query.feed;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.query.QueryModule;
import dev.edict.query.bundle.BundleReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Tells decision points which zones changed, as soon as they do. */
@RestController
class ActivationFeedController {

    private final ActivationFeedReader activations;
    private final BundleReader bundles;
    private final WaitingRequests waiting;

    ActivationFeedController(ActivationFeedReader activations, BundleReader bundles, WaitingRequests waiting) {
        this.activations = activations;
        this.bundles = bundles;
        this.waiting = waiting;
    }

    @GetMapping("/v1/replicas/feed")
    @RolesAllowed("replica:read")
    @Operation(
            operationId = "readActivationFeed",
            summary = "Lists the zones that changed after a cursor, and waits for a change if there is none.",
            tags = "Decision points")
    @ApiResponse(responseCode = "400", description = "invalid_query, invalid_cursor")
    @ApiResponse(responseCode = "429", description = "too_many_waiting_requests")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    DeferredResult<FeedPage> read(
            FeedRequest asked,
            @RequestAttribute(name = QueryModule.ZONE_ATTRIBUTE, required = false) @Nullable String zoneId,
            Principal caller) {
        if (!asked.patience().isZero() && asked.after() > 0 && waiting.isRecent(asked.after())) {
            return waiting.await(asked, zoneId, caller.getName(), asked.after());
        }
        var newest = activations.newest();
        if (asked.after() > newest) {
            throw FeedRequest.unknownCursor();
        }
        var changes = activations.after(asked.after(), zoneId, asked.limit() + 1);
        if (changes.isEmpty() && !asked.patience().isZero()) {
            return waiting.await(asked, zoneId, caller.getName(), newest);
        }
        var page = asked.page(changes, true);
        var answer = new DeferredResult<FeedPage>();
        answer.setResult(asked.withBundles() ? new ChangedBundles(bundles).addTo(page) : page);
        return answer;
    }
}
