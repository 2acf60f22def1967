package dev.edict.app.web.access;

import static dev.edict.app.web.access.Denial.ACCOUNT_SCOPE_REQUIRED;
import static dev.edict.app.web.access.Denial.ADMIN_TOKEN_APPROVE_ONLY;
import static dev.edict.app.web.access.Denial.ADMIN_TOKEN_MANAGEMENT_FORBIDDEN_FOR_DERIVED_TOKEN;
import static dev.edict.app.web.access.Denial.ADMIN_TOKEN_READ_ONLY;
import static dev.edict.app.web.access.Denial.ADMIN_TOKEN_ZONE_MISMATCH;
import static dev.edict.app.web.access.Denial.SYSTEM_ZONE_READ_ONLY;
import static dev.edict.app.web.access.Denial.ZONE_FORBIDDEN;

import dev.edict.app.web.access.Caller.Origin;
import dev.edict.app.web.request.RequestTarget;
import dev.edict.command.api.zone.ZoneDirectory;
import dev.edict.command.api.zone.ZoneDirectory.KnownZone;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The authorization matrix (contract §2). What a request touches is read from its method and path alone, so that a
 * token of one zone learns nothing about another, not even whether it exists.
 */
@Component
public class AccessRules {

    private static final String TOKENS = "/v1/admin-tokens";
    private static final Set<String> OF_AN_ACCOUNT = Set.of("/v1/zones");

    private final ZoneDirectory zones;

    public AccessRules(ZoneDirectory zones) {
        this.zones = zones;
    }

    /** The first rule that stands in the way, in the contract's order. */
    public Optional<Denial> check(Caller caller, RequestTarget target) {
        return capability(caller, target)
                .or(() -> zoneOfTheToken(caller, target))
                .or(() -> systemZone(caller, target))
                .or(() -> tokenManagement(caller, target));
    }

    private static Optional<Denial> capability(Caller caller, RequestTarget target) {
        if (target.isReading()) {
            return Optional.empty();
        }
        return switch (caller.capability()) {
            case READ -> Optional.of(ADMIN_TOKEN_READ_ONLY);
            case APPROVE -> Optional.of(ADMIN_TOKEN_APPROVE_ONLY);
            case WRITE -> Optional.empty();
        };
    }

    private static Optional<Denial> zoneOfTheToken(Caller caller, RequestTarget target) {
        var own = caller.zoneId();
        return own == null || target.isForEveryToken() || target.isIn(own)
                ? Optional.empty()
                : Optional.of(ADMIN_TOKEN_ZONE_MISMATCH);
    }

    private Optional<Denial> systemZone(Caller caller, RequestTarget target) {
        return caller.isBootstrap() || target.isReading()
                ? Optional.empty()
                : target.zoneId()
                        .flatMap(zones::find)
                        .filter(KnownZone::reserved)
                        .map(zone -> SYSTEM_ZONE_READ_ONLY);
    }

    /**
     * Whoever holds a token that was worked out from another must not give out one that outlives it. Looking at the list
     * is no such thing: what stands in the way there is the account.
     */
    private static Optional<Denial> tokenManagement(Caller caller, RequestTarget target) {
        return caller.origin() == Origin.DERIVED && !target.isReading() && target.isAtOrBelow(TOKENS)
                ? Optional.of(ADMIN_TOKEN_MANAGEMENT_FORBIDDEN_FOR_DERIVED_TOKEN)
                : Optional.empty();
    }

    /** What a caller that is bound to an account may not touch. */
    public Optional<Denial> checkAccount(Caller caller, RequestTarget target) {
        var account = caller.account();
        if (account == null || target.isForEveryToken()) {
            return Optional.empty();
        }
        var zoneId = target.zoneId();
        if (zoneId.isEmpty()) {
            return OF_AN_ACCOUNT.contains(target.path()) ? Optional.empty() : Optional.of(ACCOUNT_SCOPE_REQUIRED);
        }
        var own = zoneId.flatMap(zones::find).map(KnownZone::account).filter(account::equals);
        return own.isPresent() ? Optional.empty() : Optional.of(ZONE_FORBIDDEN);
    }
}
