package dev.edict.command.policyset;

import dev.edict.command.api.Caller;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.naming.NameText;
import dev.edict.command.naming.ReadableName;
import dev.edict.command.policy.PolicyChecks.FoundProblem;
import dev.edict.command.policyset.PolicySetService.CreatedVersion;
import dev.edict.command.zone.directory.ExistingZone;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changes policy sets over HTTP (contract §1.3). */
@RestController
class PolicySetController {

    private final PolicySetService policySets;
    private final RequestContext request;

    PolicySetController(PolicySetService policySets, RequestContext request) {
        this.policySets = policySets;
        this.request = request;
    }

    @PostMapping("/v1/zones/{zoneId}/policy-sets")
    @RolesAllowed("zone:write")
    @Operation(operationId = "createPolicySet", summary = "Creates an empty policy set.", tags = "Policy sets")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "409", description = "policy_set_name_conflict")
    @ResponseStatus(HttpStatus.CREATED)
    @ExistingZone
    CreatedPolicySet create(@PathVariable String zoneId, @Valid @RequestBody PolicySetBody body, Caller caller) {
        return policySets.create(
                request,
                zoneId,
                body.name(),
                body.description(),
                stored -> new CreatedPolicySet(
                        stored.policySetId(),
                        zoneId,
                        body.name(),
                        body.description(),
                        caller.author(),
                        request.isViaOperator(),
                        null,
                        false,
                        stored.createdAt(),
                        stored.createdAt()));
    }

    @PostMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}/versions")
    @RolesAllowed("zone:write")
    @Operation(
            operationId = "addPolicySetVersion",
            summary = "Seals a manifest as the next version.",
            tags = "Policy sets")
    @ApiResponse(responseCode = "404", description = "policy_set_not_found")
    @ApiResponse(responseCode = "409", description = "policy_archived")
    @ApiResponse(responseCode = "412", description = "precondition_failed")
    @ApiResponse(responseCode = "422", description = "invalid_policy_contract, invalid_policy_bundle")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ResponseStatus(HttpStatus.CREATED)
    AddedPolicySetVersion addVersion(
            @PathVariable String zoneId,
            @PathVariable String policySetId,
            @Valid @RequestBody ManifestBody body,
            Caller caller) {
        var policyVersionIds =
                body.manifest().stream().map(EntryBody::policyVersionId).toList();
        return policySets.addVersion(
                request,
                zoneId,
                policySetId,
                policyVersionIds,
                caller.zoneId() != null,
                stored ->
                        AddedPolicySetVersion.of(stored.versionId(), policySetId, stored.version(), stored.warnings()));
    }

    @DeleteMapping("/v1/zones/{zoneId}/policy-sets/{policySetId}")
    @RolesAllowed("zone:write")
    @Operation(
            operationId = "archivePolicySet",
            summary = "Archives a policy set and, if it governs the zone, deactivates the zone.",
            tags = "Policy sets")
    @ApiResponse(responseCode = "404", description = "policy_set_not_found")
    @ApiResponse(responseCode = "412", description = "precondition_failed")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void archive(@PathVariable String zoneId, @PathVariable String policySetId) {
        policySets.archive(request, zoneId, policySetId);
    }

    record PolicySetBody(
            @NotNull @Size(min = 1, max = 256) @ReadableName String name,
            @Size(max = 4096) @Nullable String description) {

        PolicySetBody {
            name = name == null ? null : NameText.kept(name);
        }
    }

    record ManifestBody(@NotNull @Size(min = 1, max = Manifest.MAX_ENTRIES) List<@NotNull @Valid EntryBody> manifest) {}

    record EntryBody(@NotNull @Size(min = 1, max = 512) String policyVersionId) {}

    record CreatedPolicySet(
            String id,
            String zoneId,
            String name,
            @Nullable String description,
            String createdBy,
            boolean createdViaOperator,
            @Nullable String updatedBy,
            boolean updatedViaOperator,
            Instant createdAt,
            Instant updatedAt) {}

    record AddedPolicySetVersion(
            String versionId,
            String id,
            String policySetId,
            int version,
            String manifestSha256,
            String schemaVersion,
            Instant createdAt,
            List<FoundProblem> warnings) {

        static AddedPolicySetVersion of(
                String versionId, String policySetId, CreatedVersion created, List<FoundProblem> warnings) {
            return new AddedPolicySetVersion(
                    versionId,
                    versionId,
                    policySetId,
                    created.version(),
                    created.manifestSha256(),
                    created.schemaVersion(),
                    created.createdAt(),
                    warnings);
        }
    }
}
