package dev.edict.decision.delta;

import dev.edict.decision.RequestShape;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One application's access to a resource changes, with one label and one scope.
 *
 * @param application the id of the application
 * @param resource the identifier of the resource
 * @param label null for the ownership of the resource, on which bootstraps depend
 * @param scope null exactly if the label is null
 * @param shapes the shapes of requests whose access changes; at least one
 */
public record AccessChange(
        String application,
        String resource,
        @Nullable String label,
        @Nullable String scope,
        Kind kind,
        List<ShapeChange> shapes) {

    /** How it changes as a whole. */
    public enum Kind {
        /** Nothing was allowed before. */
        ADDED,
        /** Nothing is allowed any more. */
        REMOVED,
        /** Requests of more shapes are allowed. */
        WIDENED,
        /** Requests of fewer shapes are allowed. */
        NARROWED,
        /** Mints need an approval that they did not need. */
        ON_HOLD,
        /** Mints no longer need an approval. */
        HOLD_LIFTED,
        /** Mints need another approval. */
        HOLD_CHANGED;

        /** The word in responses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public AccessChange {
        shapes = List.copyOf(shapes);
    }

    /** A request whose access changes. */
    public Witness witness() {
        return witness(shapes.get(0).shape());
    }

    /** A request of this shape with this application, resource, label and scope. */
    public Witness witness(RequestShape shape) {
        return label == null || scope == null
                ? new Witness(shape, application, resource, List.of(), List.of(RequestShape.AGENT_LIFECYCLE))
                : new Witness(shape, application, resource, List.of(label), List.of(scope));
    }

    /** Whether it needs an approval from now on, be it new or not. */
    boolean isNewlyHeld() {
        return shapes.stream()
                .anyMatch(change -> change.after().isHeld() && !change.before().isHeld());
    }

    /** The kind of a change of these shapes, of which at least one is changed. */
    static Kind kindOf(List<ShapeChange> shapes) {
        var before = shapes.stream().anyMatch(shape -> !shape.before().isDenied());
        var after = shapes.stream().anyMatch(shape -> !shape.after().isDenied());
        if (before != after) {
            return after ? Kind.ADDED : Kind.REMOVED;
        }
        if (shapes.stream().anyMatch(ShapeChange::isGained)) {
            return Kind.WIDENED;
        }
        if (shapes.stream().anyMatch(ShapeChange::isLost)) {
            return Kind.NARROWED;
        }
        return holdOf(shapes.stream().filter(ShapeChange::isChanged).findFirst().orElseThrow());
    }

    /** A request that decision points cannot decide is answered with an error, as if it were denied. */
    private static Kind holdOf(ShapeChange change) {
        if (change.after().effect() == Access.Effect.UNDECIDED) {
            return Kind.NARROWED;
        }
        if (change.before().effect() == Access.Effect.UNDECIDED) {
            return Kind.WIDENED;
        }
        if (change.before().isHeld() && change.after().isHeld()) {
            return Kind.HOLD_CHANGED;
        }
        return change.after().isHeld() ? Kind.ON_HOLD : Kind.HOLD_LIFTED;
    }
}
