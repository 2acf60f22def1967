package dev.edict.decision.delta;

/** How the access of a request of this shape changes. */
public record ShapeChange(Shape shape, Access before, Access after) {

    boolean isGained() {
        return before.isDenied() && !after.isDenied();
    }

    boolean isLost() {
        return !before.isDenied() && after.isDenied();
    }

    boolean isChanged() {
        return !before.equals(after);
    }
}
