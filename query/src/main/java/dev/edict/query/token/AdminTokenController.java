package dev.edict.query.token;

import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Questions about admin tokens over HTTP (contract §2). */
@RestController
class AdminTokenController {

    private final AdminTokenReader tokens;

    AdminTokenController(AdminTokenReader tokens) {
        this.tokens = tokens;
    }

    @GetMapping("/v1/admin-tokens")
    Page<AdminToken> list(HttpServletRequest request) {
        var asked = PageRequest.of(request);
        return Page.of(tokens.list(asked), asked);
    }
}
