package dev.edict.command.simulation;

import dev.edict.command.naming.NameText;
import dev.edict.command.naming.ReadableName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and the decision its author expects.
 *
 * @param expect {@code allow} or {@code deny}
 * @param expectReason the deny reason expected; null if any will do
 */
public record SimulationCase(
        @NotNull @Size(min = 1, max = 256) @ReadableName String name,
        @NotNull Map<String, Object> input,
        @NotNull @Pattern(regexp = "allow|deny") String expect,
        @Nullable @Size(min = 1, max = 256) String expectReason) {

    public SimulationCase {
        name = name == null ? null : NameText.kept(name);
    }
}
