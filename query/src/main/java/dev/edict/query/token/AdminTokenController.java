package dev.edict.query.token;

import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads admin tokens over HTTP (contract §2). */
@RestController
class AdminTokenController {

    private final AdminTokenReader tokens;

    AdminTokenController(AdminTokenReader tokens) {
        this.tokens = tokens;
    }

    @GetMapping("/v1/admin-tokens")
    @RolesAllowed("tokens:read")
    @Operation(
            operationId = "listAdminTokens",
            summary = "Lists tokens including revoked ones, newest first.",
            tags = "Admin tokens")
    Page<AdminToken> list(PageRequest asked) {
        return Page.of(tokens.list(asked), asked);
    }
}
