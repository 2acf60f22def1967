package dev.edict.decisionpoint.caracal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.edict.replica.Replica;
import dev.edict.replica.ZoneStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tells what is enforced in a zone, as the contract's decision point does (contract §6.4). */
@RestController
class StatusController {

    /** In place of a hash: the bundle that denies everything. */
    private static final String NOTHING_GOVERNS = "no_active_policy_set";

    private final SignedRequests signed;
    private final Replica replica;

    StatusController(SignedRequests signed, Replica replica) {
        this.signed = signed;
        this.replica = replica;
    }

    /**
     * What is in force.
     *
     * @param loadedAt whole seconds, RFC 3339
     * @param ageSeconds absent when zero
     */
    @JsonInclude(Include.NON_NULL)
    record LoadedZone(
            String zoneId,
            boolean loaded,
            @Nullable String policySetVersionId,
            @Nullable String manifestSha256,
            @Nullable String loadedAt,
            @Nullable Long ageSeconds) {

        static LoadedZone of(ZoneStatus status) {
            var bundle = status.bundle();
            var loadedAt = status.loadedAt();
            if (bundle == null || loadedAt == null) {
                return notLoaded(status.zoneId());
            }
            var age = Duration.between(loadedAt, Instant.now()).toSeconds();
            return new LoadedZone(
                    status.zoneId(),
                    true,
                    bundle.versionId(),
                    bundle.manifestSha256() == null ? NOTHING_GOVERNS : bundle.manifestSha256(),
                    loadedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
                    age > 0 ? age : null);
        }

        static LoadedZone notLoaded(String zoneId) {
            return new LoadedZone(zoneId, false, null, null, null, null);
        }
    }

    @GetMapping("/internal/policy/status/{zoneId}")
    @PermitAll
    @Operation(
            operationId = "getLoadedPolicy",
            summary = "Returns what the decision point enforces in a zone; the request is signed.",
            tags = "Decisions")
    @ApiResponse(responseCode = "401", description = "access_denied")
    LoadedZone get(@PathVariable String zoneId, HttpServletRequest request) {
        signed.verify(request, new byte[0]);
        return replica.status(zoneId).map(LoadedZone::of).orElseGet(() -> LoadedZone.notLoaded(zoneId));
    }
}
