package dev.edict.console.page;

import dev.edict.command.naming.NameText;
import dev.edict.command.naming.ReadableName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The name of something new, within the bounds of the API for every kind of it. */
public record NameForm(@NotNull @Size(min = 1, max = 120) @ReadableName String name) {

    public NameForm {
        name = name == null ? null : NameText.kept(name);
    }

    /** A form before anybody filled it in. */
    public static NameForm empty() {
        return new NameForm("");
    }
}
