package dev.edict.command.canary;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.edict.command.canary.CanaryService.NewCanary;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A canary as it is sent. Strict: rejects unknown keys. */
public record CanaryBody(
        @NotNull Map<String, Object> input,
        @NotNull @Pattern(regexp = "allow|deny") String expect,
        @Nullable @Size(min = 1, max = 256) String expectReason,
        @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {

    public NewCanary canary() {
        return new NewCanary(input, expect, expectReason);
    }
}
