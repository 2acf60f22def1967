package dev.edict.command.policy;

import static dev.edict.command.api.Rejection.Reason.INVALID_REGO;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edict.command.api.Caller;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.naming.NameText;
import dev.edict.command.naming.ReadableName;
import dev.edict.command.policy.PolicyChecks.FoundProblem;
import dev.edict.command.policy.PolicyService.CreatedVersion;
import dev.edict.command.policy.PolicyService.NewPolicy;
import dev.edict.command.zone.directory.ExistingZone;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.language.PolicyPreview;
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

/** Changes policies over HTTP (contract §1.2). */
@RestController
class PolicyController {

    private final PolicyService policies;
    private final SitePolicyChecks checks;
    private final RequestContext request;

    PolicyController(PolicyService policies, SitePolicyChecks checks, RequestContext request) {
        this.policies = policies;
        this.checks = checks;
        this.request = request;
    }

    @PostMapping("/v1/policies/validate")
    @RolesAllowed("any:read")
    @Operation(operationId = "validatePolicy", summary = "Checks a document without storing it.", tags = "Policies")
    @ApiResponse(responseCode = "422", description = "invalid_rego")
    Validated validate(@Valid @RequestBody ContentBody body) {
        var report = checks.document(body.content());
        var problems = FoundProblem.of(report.problems());
        if (report.hasErrors()) {
            throw INVALID_REGO
                    .because("%s", report.firstViolation().orElseThrow())
                    .with("valid", false)
                    .with("details", problems);
        }
        return new Validated(
                true,
                PolicyInput.SCHEMA_VERSION,
                PolicyInput.SCHEMA_VERSION,
                OutputContract.CURRENT,
                Preview.of(PolicyPreview.of(body.content())),
                problems);
    }

    @PostMapping("/v1/zones/{zoneId}/policies")
    @RolesAllowed("zone:write")
    @Operation(operationId = "createPolicy", summary = "Creates a policy with its first version.", tags = "Policies")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "409", description = "policy_name_conflict, reserved_namespace")
    @ApiResponse(responseCode = "422", description = "invalid_rego")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ResponseStatus(HttpStatus.CREATED)
    @ExistingZone
    CreatedPolicy create(@PathVariable String zoneId, @Valid @RequestBody PolicyBody body, Caller caller) {
        return policies.create(
                request,
                caller,
                new NewPolicy(zoneId, body.name(), body.description(), body.content()),
                stored -> new CreatedPolicy(
                        stored.policyId(),
                        stored.versionId(),
                        zoneId,
                        body.name(),
                        body.description(),
                        FirstVersion.of(stored.versionId(), stored.policyId(), stored.version())));
    }

    @PostMapping("/v1/zones/{zoneId}/policies/{policyId}/versions")
    @RolesAllowed("zone:write")
    @Operation(operationId = "addPolicyVersion", summary = "Adds an immutable version to a policy.", tags = "Policies")
    @ApiResponse(responseCode = "404", description = "policy_not_found")
    @ApiResponse(responseCode = "412", description = "precondition_failed")
    @ApiResponse(responseCode = "422", description = "invalid_rego")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ResponseStatus(HttpStatus.CREATED)
    AddedPolicyVersion addVersion(
            @PathVariable String zoneId, @PathVariable String policyId, @Valid @RequestBody ContentBody body) {
        return policies.addVersion(
                request,
                zoneId,
                policyId,
                body.content(),
                stored -> AddedPolicyVersion.of(stored.versionId(), policyId, stored.version()));
    }

    @DeleteMapping("/v1/zones/{zoneId}/policies/{policyId}")
    @RolesAllowed("zone:write")
    @Operation(
            operationId = "archivePolicy",
            summary = "Archives a policy that the governing version does not contain.",
            tags = "Policies")
    @ApiResponse(responseCode = "404", description = "policy_not_found")
    @ApiResponse(responseCode = "409", description = "policy_in_use")
    @ApiResponse(responseCode = "412", description = "precondition_failed")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void archive(@PathVariable String zoneId, @PathVariable String policyId) {
        policies.archive(request, zoneId, policyId);
    }

    record ContentBody(@NotNull @Size(min = 1) String content) {}

    record PolicyBody(
            @NotNull @Size(min = 1, max = 256) @ReadableName String name,
            @Size(max = 4096) @Nullable String description,
            @NotNull @Size(min = 1) String content) {

        PolicyBody {
            name = name == null ? null : NameText.kept(name);
        }
    }

    record CreatedPolicy(
            String id,
            String versionId,
            String zoneId,
            String name,
            @Nullable String description,
            FirstVersion version) {}

    record FirstVersion(
            String id, String policyId, int version, String contentSha256, String schemaVersion, Instant createdAt) {

        static FirstVersion of(String versionId, String policyId, CreatedVersion created) {
            return new FirstVersion(
                    versionId,
                    policyId,
                    created.version(),
                    created.contentSha256(),
                    created.schemaVersion(),
                    created.createdAt());
        }
    }

    record AddedPolicyVersion(
            String versionId,
            String id,
            String policyId,
            int version,
            String contentSha256,
            String schemaVersion,
            Instant createdAt) {

        static AddedPolicyVersion of(String versionId, String policyId, CreatedVersion created) {
            return new AddedPolicyVersion(
                    versionId,
                    versionId,
                    policyId,
                    created.version(),
                    created.contentSha256(),
                    created.schemaVersion(),
                    created.createdAt());
        }
    }

    record Validated(
            boolean valid,
            String schemaVersion,
            String inputSchemaVersion,
            OutputContract outputContract,
            Preview preview,
            List<FoundProblem> warnings) {}

    record OutputContract(
            @JsonProperty("package") String packageName,
            String rule,
            List<String> decision,
            List<String> evaluationStatus) {

        static final OutputContract CURRENT =
                new OutputContract("caracal.authz", "result", List.of("allow", "deny"), List.of("complete"));
    }

    record Preview(
            @JsonProperty("package") String packageName,
            List<String> rules,
            boolean defaultResult,
            List<String> decisions,
            List<String> inputsReferenced,
            List<String> dataReferenced) {

        static Preview of(PolicyPreview preview) {
            return new Preview(
                    preview.packageName(),
                    preview.rules(),
                    preview.defaultResult(),
                    preview.decisions(),
                    preview.inputsReferenced(),
                    preview.dataReferenced());
        }
    }
}
