package dev.edict.query;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The envelope of every list; the cursor asks for what follows, and is null when nothing can. */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /** A full page has a cursor even if nothing follows: whether something does was not looked up. */
    public static <T extends Listed> Page<T> of(List<T> rows, PageRequest asked) {
        var full = rows.size() == asked.limit();
        return new Page<>(rows, full ? RowPosition.of(rows.get(rows.size() - 1)).cursor() : null);
    }

    /** The same page with its items in another form. */
    public <S> Page<S> map(Function<T, S> form) {
        return new Page<>(items.stream().map(form).toList(), nextCursor);
    }
}
