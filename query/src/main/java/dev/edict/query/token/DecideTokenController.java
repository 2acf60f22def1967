package dev.edict.query.token;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.query.QueryModule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Serves decision points the tokens that their callers may use, so that they need not ask about each request. */
@RestController
class DecideTokenController {

    private final AdminTokenReader tokens;

    DecideTokenController(AdminTokenReader tokens) {
        this.tokens = tokens;
    }

    @GetMapping("/v1/replicas/decide-tokens")
    @RolesAllowed("replica:read")
    @Operation(
            operationId = "listDecideTokens",
            summary = "Lists the hashes of the tokens with which decision points may be asked, at most 10,000.",
            tags = "Decision points")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    DecideTokens list(@RequestAttribute(name = QueryModule.ZONE_ATTRIBUTE, required = false) @Nullable String zoneId) {
        return new DecideTokens(tokens.validToDecide(zoneId));
    }
}
