package dev.edict.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what a cause rests on; what is not known is left out. */
final class Evidence {

    /** The most entries of a list in it. */
    static final int MOST = 20;

    private final Map<String, Object> members = new LinkedHashMap<>();

    static Evidence of(String name, @Nullable Object value) {
        return new Evidence().and(name, value);
    }

    Evidence and(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value instanceof List<?> list ? list.subList(0, Math.min(MOST, list.size())) : value);
        }
        return this;
    }

    Map<String, Object> members() {
        return members;
    }

    /** Such as {@code gw-1, gw-2 and 3 more}. */
    static String named(List<String> names) {
        var shown = names.subList(0, Math.min(2, names.size()));
        var more = names.size() - shown.size();
        return String.join(", ", shown) + (more == 0 ? "" : " and %d more".formatted(more));
    }
}
