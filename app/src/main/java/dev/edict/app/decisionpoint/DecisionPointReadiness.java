package dev.edict.app.decisionpoint;

import dev.edict.app.web.health.RequiredDependency;
import dev.edict.replica.Replica;
import dev.edict.replica.ZoneStatus;
import dev.edict.replica.ZoneStatus.State;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a decision point can decide: it knows the tokens of its callers, and has some zone whose bundle may still
 * allow. One zone that cannot be loaded does not take the others out of service.
 */
final class DecisionPointReadiness implements RequiredDependency {

    private static final Set<State> USELESS = Set.of(State.NOT_LOADED, State.STALE);

    private final SyncedTokens tokens;
    private final Replica replica;

    DecisionPointReadiness(SyncedTokens tokens, Replica replica) {
        this.tokens = tokens;
        this.replica = replica;
    }

    @Override
    public Optional<Missing> missing() {
        if (!tokens.areKnown()) {
            return Optional.of(new Missing("tokens_unknown", "edict"));
        }
        var zones = replica.statuses();
        if (zones.isEmpty() && replica.counts().feedReads() == 0) {
            return Optional.of(new Missing("policy_not_loaded", "edict"));
        }
        if (!zones.isEmpty() && zones.stream().map(ZoneStatus::state).allMatch(USELESS::contains)) {
            var isStale = zones.stream().anyMatch(zone -> zone.state() == State.STALE);
            return Optional.of(new Missing(isStale ? "policy_stale" : "policy_not_loaded", "edict"));
        }
        return Optional.empty();
    }
}
