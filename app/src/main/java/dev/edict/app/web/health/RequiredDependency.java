package dev.edict.app.web.health;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this process cannot serve without. */
public interface RequiredDependency {

    /** Why the process cannot serve at the moment; answered at once. */
    Optional<Missing> missing();

    /**
     * Something that is missing.
     *
     * @param error the code in {@code /ready}, e.g. {@code postgres_unreachable}
     * @param dependency the name of the other service; null if there is none
     */
    record Missing(String error, @Nullable String dependency) {}
}
