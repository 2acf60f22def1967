package dev.edict.app.web.access;

import static dev.edict.app.web.access.Denial.ACCOUNT_SCOPE_REQUIRED;
import static dev.edict.app.web.access.Denial.ADMIN_TOKEN_APPROVE_ONLY;
import static dev.edict.app.web.access.Denial.ADMIN_TOKEN_DECIDE_ONLY;
import static dev.edict.app.web.access.Denial.ADMIN_TOKEN_MANAGEMENT_FORBIDDEN_FOR_DERIVED_TOKEN;
import static dev.edict.app.web.access.Denial.ADMIN_TOKEN_READ_ONLY;
import static dev.edict.app.web.access.Denial.ADMIN_TOKEN_REPLICA_ONLY;
import static dev.edict.app.web.access.Denial.ADMIN_TOKEN_ZONE_MISMATCH;
import static dev.edict.app.web.access.Denial.DECIDE_TOKEN_REQUIRED;
import static dev.edict.app.web.access.Denial.INVALID_ACCOUNT_ASSERTION;
import static dev.edict.app.web.access.Denial.SYSTEM_ZONE_READ_ONLY;
import static dev.edict.app.web.access.Denial.ZONE_FORBIDDEN;

import dev.edict.app.web.access.Caller.Origin;
import dev.edict.app.web.access.Permission.Scope;
import dev.edict.command.api.zone.ZoneDirectory;
import dev.edict.command.api.zone.ZoneDirectory.KnownZone;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The authorization matrix (contract §2). It considers only the route and path of a request. A token of one zone
 * therefore learns nothing about another zone, not even whether it exists.
 */
@Component
public class AccessRules {

    private final ZoneDirectory zones;

    public AccessRules(ZoneDirectory zones) {
        this.zones = zones;
    }

    /** The first rule that denies the request, in the contract's order; {@code zoneId} is null outside of zones. */
    public Optional<Denial> check(Caller caller, Permission needed, @Nullable String zoneId) {
        if (caller.origin() == Origin.SCRAPER) {
            return Optional.empty();
        }
        return capability(caller, needed)
                .or(() -> zoneOfTheToken(caller, needed, zoneId))
                .or(() -> systemZone(caller, needed, zoneId))
                .or(() -> tokenManagement(caller, needed))
                .or(() -> account(caller, needed, zoneId));
    }

    private static Optional<Denial> capability(Caller caller, Permission needed) {
        return switch (caller.capability()) {
            case READ -> decides(needed).or(() -> denyIf(needed.write(), ADMIN_TOKEN_READ_ONLY));
            case APPROVE -> decides(needed).or(() -> denyIf(needed.write(), ADMIN_TOKEN_APPROVE_ONLY));
            case REPLICA -> denyIf(needed.scope() != Scope.REPLICA, ADMIN_TOKEN_REPLICA_ONLY);
            case DECIDE -> denyIf(needed.scope() != Scope.DECIDE, ADMIN_TOKEN_DECIDE_ONLY);
            case WRITE -> Optional.empty();
        };
    }

    private static Optional<Denial> decides(Permission needed) {
        return denyIf(needed.scope() == Scope.DECIDE, DECIDE_TOKEN_REQUIRED);
    }

    private static Optional<Denial> denyIf(boolean denied, Denial why) {
        return denied ? Optional.of(why) : Optional.empty();
    }

    private static Optional<Denial> zoneOfTheToken(Caller caller, Permission needed, @Nullable String zoneId) {
        var own = caller.zoneId();
        var ownerless = needed.scope() == Scope.ANY || (needed.scope() == Scope.REPLICA && zoneId == null);
        return denyIf(own != null && !ownerless && !own.equals(zoneId), ADMIN_TOKEN_ZONE_MISMATCH);
    }

    private Optional<Denial> systemZone(Caller caller, Permission needed, @Nullable String zoneId) {
        return caller.isBootstrap() || !needed.write() || needed.isUnrecorded()
                ? Optional.empty()
                : zone(zoneId).filter(KnownZone::reserved).map(zone -> SYSTEM_ZONE_READ_ONLY);
    }

    /**
     * A derived token must not create a token that outlives it. It may list tokens, as far as its account allows.
     */
    private static Optional<Denial> tokenManagement(Caller caller, Permission needed) {
        return caller.origin() == Origin.DERIVED && needed.write() && needed.scope() == Scope.TOKENS
                ? Optional.of(ADMIN_TOKEN_MANAGEMENT_FORBIDDEN_FOR_DERIVED_TOKEN)
                : Optional.empty();
    }

    private Optional<Denial> account(Caller caller, Permission needed, @Nullable String zoneId) {
        if (caller.origin() != Origin.DERIVED) {
            return Optional.empty();
        }
        var account = caller.account();
        if (account == null) {
            return Optional.of(INVALID_ACCOUNT_ASSERTION);
        }
        return switch (needed.scope()) {
            case ANY, ZONES -> Optional.empty();
            case INSTALLATION, TOKENS -> Optional.of(ACCOUNT_SCOPE_REQUIRED);
            case REPLICA -> zoneId == null ? Optional.of(ACCOUNT_SCOPE_REQUIRED) : zoneOfTheAccount(account, zoneId);
            case ZONE, DECIDE -> zoneOfTheAccount(account, zoneId);
        };
    }

    private Optional<Denial> zoneOfTheAccount(String account, @Nullable String zoneId) {
        return denyIf(
                zone(zoneId).map(KnownZone::account).filter(account::equals).isEmpty(), ZONE_FORBIDDEN);
    }

    private Optional<KnownZone> zone(@Nullable String zoneId) {
        return Optional.ofNullable(zoneId).flatMap(zones::find);
    }
}
