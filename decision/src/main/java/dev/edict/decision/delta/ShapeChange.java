package dev.edict.decision.delta;

import dev.edict.decision.RequestShape;

/** How the access of a request of this shape changes. */
public record ShapeChange(RequestShape shape, Access before, Access after) {

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
