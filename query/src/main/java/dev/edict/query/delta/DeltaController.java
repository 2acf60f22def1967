package dev.edict.query.delta;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.decision.delta.AccessDelta;
import dev.edict.query.QueryRejection;
import dev.edict.query.policyset.PolicySetReader;
import dev.edict.query.zone.ZoneReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Compares sealed versions over HTTP: which requests they decide differently. */
@RestController
class DeltaController {

    private final DeltaReader deltas;
    private final PolicySetReader sets;
    private final ZoneReader zones;

    DeltaController(DeltaReader deltas, PolicySetReader sets, ZoneReader zones) {
        this.deltas = deltas;
        this.sets = sets;
        this.zones = zones;
    }

    @GetMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}/versions/{versionId}/delta")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "getDelta",
            summary = "Lists the requests that a version decides differently than another, or than what governs.",
            tags = "Policy sets")
    @ApiResponse(responseCode = "400", description = "invalid_query, invalid_cursor")
    @ApiResponse(responseCode = "404", description = "policy_set_version_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    VersionDelta delta(
            @PathVariable String zoneId,
            @PathVariable String policySetId,
            @PathVariable String versionId,
            DeltaRequest asked) {
        if (sets.findVersion(zoneId, policySetId, versionId).isEmpty()) {
            throw notFound(zoneId, versionId);
        }
        var against = against(zoneId, asked);
        return page(zoneId, versionId, against, deltas.between(against.versionId(), versionId), asked);
    }

    private Against against(String zoneId, DeltaRequest asked) {
        return switch (asked.against()) {
            case Against.NONE -> Against.none();
            case Against.ACTIVE -> active(zoneId, asked.start().compared());
            default -> Against.version(inZone(zoneId, asked.against()));
        };
    }

    private Against active(String zoneId, @Nullable String compared) {
        var governance = zones.governance(zoneId)
                .orElseThrow(() -> QueryRejection.Reason.POLICY_SET_VERSION_NOT_FOUND.because(
                        "zone %s is archived, so nothing governs it: compare with none, or with a version", zoneId));
        if (compared == null) {
            return new Against(Against.ACTIVE, governance.versionId(), governance.activationSeq());
        }
        return new Against(Against.ACTIVE, compared.isEmpty() ? null : inZone(zoneId, compared), null);
    }

    private String inZone(String zoneId, String versionId) {
        return sets.findVersion(zoneId, versionId)
                .orElseThrow(() -> notFound(zoneId, versionId))
                .id();
    }

    private static QueryRejection notFound(String zoneId, String versionId) {
        return QueryRejection.Reason.POLICY_SET_VERSION_NOT_FOUND.because(
                "no version %s in zone %s", versionId, zoneId);
    }

    private VersionDelta page(String zoneId, String versionId, Against against, AccessDelta delta, DeltaRequest asked) {
        var from = asked.start().change();
        var end = (int) Math.min(delta.size(), (long) from + asked.limit());
        return new VersionDelta(
                zoneId,
                versionId,
                against,
                DeltaPart.of(delta, zoneId, from, end),
                asked.start().isFirst() ? DocumentDiff.of(deltas.documents(against.versionId(), versionId)) : List.of(),
                end < delta.size() ? asked.cursor(end, against.versionId()) : null);
    }
}
