package dev.edict.command.token;

import static dev.edict.command.api.Rejection.Reason.ADMIN_TOKEN_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.INVALID_ADMIN_TOKEN_REQUEST;
import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_FOUND;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.DomainEvent;
import dev.edict.command.api.token.AdminTokenMinted;
import dev.edict.command.api.token.AdminTokenRevoked;
import dev.edict.command.api.token.MintAdminToken;
import dev.edict.command.api.token.RevokeAdminToken;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import dev.edict.command.zone.directory.KnownZones;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A token of the Admin API, valid until it expires or is revoked. */
@Aggregate(cache = "adminTokenCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("1")
class AdminToken {

    @AggregateIdentifier
    private String tokenId;

    private String zoneId;
    private boolean revoked;

    protected AdminToken() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    void handle(MintAdminToken command, KnownZones zones, Expiries expiries) {
        var zone = command.zoneId();
        if (zone != null && !zones.exists(zone)) {
            throw ZONE_NOT_FOUND.because("no zone %s", zone);
        }
        var expiry = expiry(command, expiries);
        apply(new AdminTokenMinted(
                command.tokenId(),
                zone == null ? DomainEvent.EVERY_ZONE : zone,
                command.name(),
                command.capability().code(),
                command.sha256(),
                expiry == null ? null : expiry.toString()));
    }

    /** A token cannot mint one that expires later. */
    private static @Nullable Instant expiry(MintAdminToken command, Expiries expiries) {
        var wanted = command.expiresAt();
        var minter = command.minterId();
        var latest = minter == null ? null : expiries.expiryOf(minter).orElse(null);
        if (wanted != null && latest != null && wanted.isAfter(latest)) {
            throw INVALID_ADMIN_TOKEN_REQUEST.because(
                    "the caller's token expires at %s; a token that it mints must not expire later", latest);
        }
        return wanted == null ? latest : wanted;
    }

    @CommandHandler
    void handle(RevokeAdminToken command) {
        if (revoked) {
            throw ADMIN_TOKEN_NOT_FOUND.because("token %s is revoked already", command.tokenId());
        }
        apply(new AdminTokenRevoked(tokenId, zoneId));
    }

    @EventSourcingHandler
    void on(AdminTokenMinted event) {
        tokenId = event.tokenId();
        zoneId = event.zoneId();
    }

    @EventSourcingHandler
    void on(AdminTokenRevoked event) {
        revoked = true;
    }
}
