package dev.edict.command.api.token;

import dev.edict.command.api.AggregateCommand;
import dev.edict.command.api.Rejection;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Revokes an admin token. */
public record RevokeAdminToken(@TargetAggregateIdentifier String tokenId) implements AggregateCommand {

    @Override
    public Rejection.Reason notFound() {
        return Rejection.Reason.ADMIN_TOKEN_NOT_FOUND;
    }
}
