package dev.edict.audit.evaluate;

import dev.edict.command.naming.NameText;
import dev.edict.command.naming.ReadableName;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * How a case is named.
 *
 * @param name null for one that has the event's id
 */
record CaseBody(@Nullable @Size(min = 1, max = 256) @ReadableName String name) {

    CaseBody {
        name = name == null ? null : NameText.kept(name);
    }
}
