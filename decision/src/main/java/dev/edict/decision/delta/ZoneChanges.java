package dev.edict.decision.delta;

import dev.edict.decision.RequestShape;
import dev.edict.decision.delta.ZoneChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what two bundles say beyond single applications and resources. */
final class ZoneChanges {

    private final Sides sides;
    private final ResourceChanges resources;
    private final List<AccessChange> access;
    private final List<ZoneChange> changes = new ArrayList<>();

    ZoneChanges(Sides sides, ResourceChanges resources, List<AccessChange> access) {
        this.sides = sides;
        this.resources = resources;
        this.access = access;
    }

    List<ZoneChange> changes() {
        var before = sides.before();
        var after = sides.after();
        if (before.isDenyingAll() || after.isDenyingAll()) {
            compareFault(Kind.EVERYTHING, !before.isDenyingAll(), !after.isDenyingAll());
        } else if (!sides.haveSoundTiers()) {
            compareFault(Kind.TIER_DATA, before.hasSoundTiers(), after.hasSoundTiers());
        } else {
            if (!sides.haveSoundConfinement()) {
                compareFault(Kind.CONFINEMENT_DATA, before.hasSoundConfinement(), after.hasSoundConfinement());
            }
            compareConfinement();
            compareTiers();
        }
        return changes;
    }

    /** One side denies all these requests, if the other denies not all of them. */
    private void compareFault(Kind kind, boolean wasOpen, boolean isOpen) {
        if (wasOpen == isOpen) {
            return;
        }
        var open = wasOpen ? sides.before() : sides.after();
        var closed = wasOpen ? sides.after() : sides.before();
        allowedBy(open, closed, kind)
                .ifPresent(witness -> changes.add(new ZoneChange(
                        kind,
                        null,
                        null,
                        wasOpen ? Access.ALLOW : Access.DENY,
                        wasOpen ? Access.DENY : Access.ALLOW,
                        closed.reasonFor(kind, witness),
                        witness)));
    }

    /**
     * If one side allows no mint, every mint that the other allows is among the changes of access. The data of
     * confinement changes something of its own only where nothing else denies one of them.
     */
    private Optional<Witness> allowedBy(AccessSide open, AccessSide closed, Kind kind) {
        return kind != Kind.CONFINEMENT_DATA
                ? open.allowed()
                : access.stream()
                        .filter(change -> change.shapes().get(0).shape() == RequestShape.MINT)
                        .map(AccessChange::witness)
                        .filter(closed::isGranted)
                        .findFirst();
    }

    /**
     * A label is limited by the prefixes that it begins with, so it is limited as its longest prefix is. A limit matters
     * beyond the changes of access only if another label of the principal allows the mint on both sides.
     */
    private void compareConfinement() {
        var minted = resources.mintedByBoth();
        if (minted.isEmpty()) {
            return;
        }
        var prefixes = new TreeSet<String>();
        sides.before().policy().confinement().forEach(limit -> prefixes.add(limit.labelPrefix()));
        sides.after().policy().confinement().forEach(limit -> prefixes.add(limit.labelPrefix()));
        for (var prefix : prefixes) {
            if (!sides.before().permitted(prefix).equals(sides.after().permitted(prefix))) {
                for (var scope : new TreeSet<>(minted.keySet())) {
                    compareLimit(prefix, scope, minted.get(scope));
                }
            }
        }
    }

    private void compareLimit(String prefix, String scope, @Nullable Witness minted) {
        var was = sides.before().permits(prefix, scope);
        var is = sides.after().permits(prefix, scope);
        if (was != is && minted != null) {
            var labels = List.of(minted.labels().get(0), prefix);
            var witness =
                    new Witness(RequestShape.MINT, minted.application(), minted.resource(), labels, List.of(scope));
            var allowed = (was ? sides.before() : sides.after()).workload(scope);
            changes.add(new ZoneChange(
                    Kind.CONFINEMENT,
                    prefix,
                    scope,
                    was ? allowed : Access.DENY,
                    is ? allowed : Access.DENY,
                    (was ? sides.after() : sides.before()).reasonFor(Kind.CONFINEMENT, witness),
                    witness));
        }
    }

    private void compareTiers() {
        var before = sides.before().policy();
        var after = sides.after().policy();
        var scopes = new TreeSet<String>();
        scopes.addAll(before.tiers().keySet());
        scopes.addAll(after.tiers().keySet());
        scopes.addAll(before.ambiguousScopes());
        scopes.addAll(after.ambiguousScopes());
        var unknown = unknownAmong(scopes);
        for (var scope : scopes) {
            var was = sides.before().workload(scope);
            var is = sides.after().workload(scope);
            if (!was.equals(is)) {
                var requested = scope.equals(RequestShape.AGENT_LIFECYCLE) ? List.of(scope, unknown) : List.of(scope);
                var witness = Witness.workload(requested);
                var denying = was.isDenied() ? sides.before() : sides.after();
                changes.add(new ZoneChange(
                        Kind.TIER, null, scope, was, is, denying.reasonFor(Kind.TIER, witness), witness));
            }
        }
    }

    /** A scope without a tier: a request for the agent's lifecycle alone has another shape. */
    private static String unknownAmong(Set<String> scopes) {
        var unknown = "any-scope";
        while (scopes.contains(unknown)) {
            unknown += "-";
        }
        return unknown;
    }
}
