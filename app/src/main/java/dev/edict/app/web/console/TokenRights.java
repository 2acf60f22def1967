package dev.edict.app.web.console;

import dev.edict.app.web.access.AccessRefusals;
import dev.edict.app.web.access.AccessRules;
import dev.edict.app.web.access.Caller;
import dev.edict.app.web.access.Denial;
import dev.edict.app.web.access.Permission;
import dev.edict.console.page.Rights;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells pages what the rules of access, which hold at each request, let the token of the session do. */
@Component
class TokenRights implements Rights {

    private final AccessRules rules;
    private final SessionCallers sessions;

    TokenRights(AccessRules rules, SessionCallers sessions) {
        this.rules = rules;
        this.sessions = sessions;
    }

    @Override
    public @Nullable String refusal(String permission, @Nullable String zoneId) {
        return Caller.current()
                .flatMap(caller -> rules.check(caller, Permission.parse(permission), zoneId))
                .map(Denial::explanation)
                .orElse(null);
    }

    @Override
    public Supplier<Optional<String>> laterRefusal(HttpServletRequest request, String permission, String zoneId) {
        var needed = Permission.parse(permission);
        var secret = sessions.secretOf(request);
        return () -> secret.flatMap(sessions::callerOf)
                .map(caller -> rules.check(caller, needed, zoneId).map(Denial::code))
                .orElse(Optional.of(AccessRefusals.INVALID_TOKEN));
    }
}
