package dev.edict.console.policy;

import dev.edict.command.naming.NameText;
import dev.edict.command.naming.ReadableName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A new policy as its author wrote it, within the bounds of the API. */
record PolicyForm(
        @NotNull @Size(min = 1, max = 256) @ReadableName String name,
        @Nullable @Size(max = 4096) String description,
        @NotNull @Size(min = 1) String content) {

    PolicyForm {
        name = name == null ? null : NameText.kept(name);
        description = description == null || description.isBlank() ? null : description;
        content = ContentForm.unix(content);
    }
}
