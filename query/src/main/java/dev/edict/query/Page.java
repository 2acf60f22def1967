package dev.edict.query;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The envelope of every list. The cursor requests the next page; it is null if none can follow. */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /** A full page always has a cursor, because the next row is not looked up. */
    public static <T extends Listed> Page<T> of(List<T> rows, PageRequest asked) {
        var full = rows.size() == asked.limit();
        return new Page<>(rows, full ? RowPosition.of(rows.get(rows.size() - 1)).cursor() : null);
    }

    /** The same page with mapped items. */
    public <S> Page<S> map(Function<T, S> form) {
        return new Page<>(items.stream().map(form).toList(), nextCursor);
    }
}
