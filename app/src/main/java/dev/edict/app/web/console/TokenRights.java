package dev.edict.app.web.console;

import dev.edict.app.web.access.AccessRules;
import dev.edict.app.web.access.Caller;
import dev.edict.app.web.access.Denial;
import dev.edict.app.web.access.Permission;
import dev.edict.console.page.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells pages what the rules of access, which hold at each request, let the token of the session do. */
@Component
class TokenRights implements Rights {

    private final AccessRules rules;

    TokenRights(AccessRules rules) {
        this.rules = rules;
    }

    @Override
    public @Nullable String refusal(String permission, @Nullable String zoneId) {
        return Caller.current()
                .flatMap(caller -> rules.check(caller, Permission.parse(permission), zoneId))
                .map(Denial::explanation)
                .orElse(null);
    }

    @Override
    public boolean isSignedIn() {
        return Caller.current().isPresent();
    }
}
