package dev.edict.decision;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The content of one data rule, or the reason why there is none.
 *
 * @param fault the denial for requests that need the content of a malformed rule
 * @param unknown why the content was not read
 * @param everywhere whether the fault denies every request, and not only those that need the content; an unknown rule
 *     always affects every request
 */
record Slot<T>(@Nullable T content, @Nullable Decision fault, @Nullable NotAnalysable unknown, boolean everywhere) {

    static <T> Slot<T> of(T content) {
        return new Slot<>(content, null, null, false);
    }

    static <T> Slot<T> malformed(String reason, boolean everywhere) {
        return malformed(Decision.denyBecause(reason), everywhere);
    }

    static <T> Slot<T> malformed(Decision fault, boolean everywhere) {
        return new Slot<>(null, fault, null, everywhere);
    }

    static <T> Slot<T> unknown(String why) {
        return new Slot<>(null, null, new NotAnalysable(why), true);
    }

    <R> Slot<R> map(Function<T, Slot<R>> read) {
        return content == null ? new Slot<>(null, fault, unknown, everywhere) : read.apply(content);
    }

    /** The denial for requests that need the content; null if there is content. */
    @Nullable
    Decision faultHere() {
        if (unknown != null) {
            throw unknown;
        }
        return fault;
    }

    /** The denial for every request; null if there is none. */
    @Nullable
    Decision faultEverywhere() {
        return everywhere ? faultHere() : null;
    }

    T value() {
        if (content == null) {
            throw unknown != null ? unknown : new IllegalStateException("a malformed rule has no content");
        }
        return content;
    }
}
