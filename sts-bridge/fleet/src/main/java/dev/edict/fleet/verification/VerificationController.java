package dev.edict.fleet.verification;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.command.api.Caller;
import dev.edict.command.api.Rejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Verifies a change of what governs a zone over HTTP, and waits for the result if asked to. */
@RestController
class VerificationController {

    private static final String LATEST = "latest";
    private static final String SECONDS = "([0-9]|[1-5][0-9]|60)s";
    private static final Pattern WAIT = Pattern.compile(SECONDS);
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final VerificationReader verifications;
    private final WaitingVerifications waiting;

    VerificationController(VerificationReader verifications, WaitingVerifications waiting) {
        this.verifications = verifications;
        this.waiting = waiting;
    }

    @GetMapping("/v1/zones/{zoneId}/activations/{activationSeq}/verification")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "verifyActivation",
            summary = "Verifies an activation, rollback or deactivation; its number may be latest.",
            tags = "Governance")
    @ApiResponse(responseCode = "400", description = "invalid_query")
    @ApiResponse(responseCode = "404", description = "activation_not_found")
    @ApiResponse(responseCode = "429", description = "too_many_waiting_requests")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    DeferredResult<Verification> verify(
            @PathVariable String zoneId,
            @PathVariable String activationSeq,
            @Parameter(
                            name = "wait",
                            description = "How long to wait while the verdict is pending, in whole seconds: 0s to 60s.",
                            schema = @Schema(pattern = SECONDS, maxLength = 3))
                    @RequestParam(required = false)
                    @Nullable
                    String wait,
            Caller caller) {
        var patience = patience(wait);
        var seq = number(zoneId, activationSeq);
        var verification = verifications.find(zoneId, seq).orElseThrow(() -> notFound(zoneId, activationSeq));
        if (!verification.isDecided() && !patience.isZero()) {
            return waiting.await(verification, patience, caller.getName());
        }
        var answer = new DeferredResult<Verification>();
        answer.setResult(verification);
        return answer;
    }

    private static Duration patience(@Nullable String wait) {
        if (wait == null) {
            return Duration.ZERO;
        }
        if (!WAIT.matcher(wait).matches()) {
            throw Rejection.Reason.INVALID_QUERY.because("wait must be given once, as whole seconds from 0s to 60s");
        }
        return Duration.ofSeconds(Long.parseLong(wait.substring(0, wait.length() - 1)));
    }

    private long number(String zoneId, String activationSeq) {
        if (activationSeq.equals(LATEST)) {
            return verifications.newestSeq(zoneId).orElseThrow(() -> notFound(zoneId, activationSeq));
        }
        if (!NUMBER.matcher(activationSeq).matches()) {
            throw notFound(zoneId, activationSeq);
        }
        return Long.parseLong(activationSeq);
    }

    private static Rejection notFound(String zoneId, String activationSeq) {
        return Rejection.Reason.ACTIVATION_NOT_FOUND.because(
                "zone %s has no activation %s, or it was pruned", zoneId, activationSeq);
    }
}
