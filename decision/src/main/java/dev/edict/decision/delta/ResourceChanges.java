package dev.edict.decision.delta;

import dev.edict.decision.PolicyAccess.Granted;
import dev.edict.decision.RequestShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two bundles resource by resource. */
final class ResourceChanges {

    private final Sides sides;
    private final boolean grantsOnly;

    /** Of each scope, a mint that both bundles allow; filled only if confinement differs. */
    private final Map<String, Witness> mintedByBoth = new HashMap<>();

    private final boolean isConfinementCompared;

    ResourceChanges(Sides sides) {
        this.sides = sides;
        this.grantsOnly = sides.differInGrantsOnly();
        this.isConfinementCompared = sides.haveSoundConfinement() && !sides.haveSameConfinement();
    }

    /** The changes by application, resource, label and scope. */
    List<AccessChange> changes() {
        var before = sides.before().policy().grants();
        var after = sides.after().policy().grants();
        var changes = new ArrayList<AccessChange>();
        for (var resource : union(before.keySet(), after.keySet())) {
            var old = before.get(resource);
            var now = after.get(resource);
            if (old != null && now != null && old.application().equals(now.application())) {
                compare(resource, old.application(), old, now, changes);
            } else {
                if (old != null) {
                    compare(resource, old.application(), old, null, changes);
                }
                if (now != null) {
                    compare(resource, now.application(), null, now, changes);
                }
            }
        }
        changes.sort(Comparator.comparing(AccessChange::application));
        return changes;
    }

    /** Of each scope that both bundles allow to be minted, such a mint; known after {@link #changes}. */
    Map<String, Witness> mintedByBoth() {
        return mintedByBoth;
    }

    private void compare(
            String resource,
            String application,
            @Nullable Granted old,
            @Nullable Granted now,
            List<AccessChange> changes) {
        if (grantsOnly && old != null && old.equals(now)) {
            return;
        }
        compareOwnership(resource, application, old, now, changes);
        var before = rolesOf(old);
        var after = rolesOf(now);
        for (var label : union(before.keySet(), after.keySet())) {
            var had = before.getOrDefault(label, Set.of());
            var has = after.getOrDefault(label, Set.of());
            if (!grantsOnly || !had.equals(has) || !isSound(old) || !isSound(now)) {
                for (var scope : union(had, has)) {
                    compareTuple(new AccessTuple(application, resource, label, scope), old, now, changes);
                }
            }
        }
    }

    private void compareOwnership(
            String resource,
            String application,
            @Nullable Granted old,
            @Nullable Granted now,
            List<AccessChange> changes) {
        var before = sides.before();
        var after = sides.after();
        var shapes = new ArrayList<ShapeChange>();
        shapes.add(new ShapeChange(RequestShape.BOOTSTRAP, before.bootstrap(old), after.bootstrap(now)));
        if (isSound(old) != isSound(now) || (old == null) != (now == null)) {
            shapes.add(new ShapeChange(
                    RequestShape.BOOTSTRAP_AND_WORKLOAD,
                    before.bootstrapAndWorkload(old),
                    after.bootstrapAndWorkload(now)));
        }
        var changed = shapes.stream().filter(ShapeChange::isChanged).toList();
        if (!changed.isEmpty()) {
            var kind = AccessChange.kindOf(changed.subList(0, 1));
            changes.add(new AccessChange(application, resource, null, null, kind, changed));
        }
    }

    private void compareTuple(
            AccessTuple tuple, @Nullable Granted old, @Nullable Granted now, List<AccessChange> changes) {
        var mint = new ShapeChange(
                RequestShape.MINT,
                sides.before().mint(old, tuple.label(), tuple.scope()),
                sides.after().mint(now, tuple.label(), tuple.scope()));
        var use = new ShapeChange(
                RequestShape.USE,
                sides.before().use(old, tuple.label(), tuple.scope()),
                sides.after().use(now, tuple.label(), tuple.scope()));
        if (mint.isChanged() || use.isChanged()) {
            changes.add(tuple.changed(List.of(mint, use)));
        }
        if (isConfinementCompared && !mint.before().isDenied() && !mint.after().isDenied()) {
            mintedByBoth.computeIfAbsent(tuple.scope(), scope -> tuple.mint());
        }
    }

    /** A change under construction. */
    private record AccessTuple(String application, String resource, String label, String scope) {

        AccessChange changed(List<ShapeChange> shapes) {
            return new AccessChange(
                    application,
                    resource,
                    label,
                    scope,
                    AccessChange.kindOf(shapes),
                    shapes.stream().filter(ShapeChange::isChanged).toList());
        }

        Witness mint() {
            return new Witness(RequestShape.MINT, application, resource, List.of(label), List.of(scope));
        }
    }

    private static boolean isSound(@Nullable Granted grant) {
        return grant != null && grant.sound();
    }

    private static Map<String, Set<String>> rolesOf(@Nullable Granted grant) {
        return grant == null ? Map.of() : grant.roles();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        var union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }
}
