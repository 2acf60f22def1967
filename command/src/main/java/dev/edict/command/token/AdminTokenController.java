package dev.edict.command.token;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.edict.command.api.Caller;
import dev.edict.command.api.OneTimeSecret;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.token.Capability;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.naming.NameText;
import dev.edict.command.naming.ReadableName;
import dev.edict.command.token.AdminTokenService.Minted;
import dev.edict.command.token.AdminTokenService.NewToken;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Mints and revokes admin tokens over HTTP (contract §2). */
@RestController
class AdminTokenController {

    private final AdminTokenService tokens;
    private final RequestContext request;

    AdminTokenController(AdminTokenService tokens, RequestContext request) {
        this.tokens = tokens;
        this.request = request;
    }

    @PostMapping("/v1/admin-tokens")
    @RolesAllowed("tokens:write")
    @Operation(
            operationId = "mintAdminToken",
            summary = "Mints a token; its secret is returned once, never again.",
            tags = "Admin tokens")
    @ApiResponse(
            responseCode = "400",
            description = "invalid_admin_token_request, zone_id_required, zone_id_not_allowed_for_global")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ResponseStatus(HttpStatus.CREATED)
    MintedToken mint(@Valid @RequestBody TokenBody body, Caller caller) {
        body.requireFittingZone();
        var capability = body.capability() == null
                ? Capability.WRITE
                : Capability.valueOf(body.capability().toUpperCase(Locale.ROOT));
        return tokens.mint(
                request,
                new NewToken(body.name(), capability, body.zoneId(), body.expiresAt()),
                stored -> MintedToken.of(
                        stored.tokenId(),
                        body.name(),
                        body.scope(),
                        capability.code(),
                        body.zoneId(),
                        caller.getName(),
                        stored.minted(),
                        stored.secret()));
    }

    @DeleteMapping("/v1/admin-tokens/{tokenId}")
    @RolesAllowed("tokens:write")
    @Operation(operationId = "revokeAdminToken", summary = "Revokes a token immediately.", tags = "Admin tokens")
    @ApiResponse(responseCode = "404", description = "admin_token_not_found")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String tokenId) {
        tokens.revoke(request, tokenId);
    }

    /** Strict: rejects unknown keys. */
    record TokenBody(
            @NotNull @Size(min = 1, max = 120) @ReadableName String name,
            @NotNull @Pattern(regexp = "global|zone") String scope,
            @Nullable @Size(min = 1, max = 128) String zoneId,
            @Nullable @Pattern(regexp = "read|write|approve|replica|decide") String capability,
            @Nullable @Future Instant expiresAt,
            @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {

        TokenBody {
            name = name == null ? null : NameText.kept(name);
        }

        void requireFittingZone() {
            var ofOneZone = scope.equals("zone");
            if (ofOneZone && zoneId == null) {
                throw Rejection.Reason.ZONE_ID_REQUIRED.because("a token with scope zone requires zone_id");
            }
            if (!ofOneZone && zoneId != null) {
                throw Rejection.Reason.ZONE_ID_NOT_ALLOWED_FOR_GLOBAL.because(
                        "a token with scope global must not have zone_id");
            }
        }
    }

    /** The only response that contains the secret. */
    record MintedToken(
            String id,
            String name,
            String scope,
            String capability,
            @Nullable String zoneId,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            String token)
            implements OneTimeSecret {

        static MintedToken of(
                String id,
                String name,
                String scope,
                String capability,
                @Nullable String zoneId,
                String createdBy,
                Minted minted,
                String token) {
            return new MintedToken(
                    id, name, scope, capability, zoneId, createdBy, minted.createdAt(), minted.expiresAt(), token);
        }

        @Override
        public String toString() {
            return "MintedToken[%s]".formatted(id);
        }
    }
}
