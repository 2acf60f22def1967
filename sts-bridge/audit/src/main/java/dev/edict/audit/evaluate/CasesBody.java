package dev.edict.audit.evaluate;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decisions to make cases of. Strict: rejects unknown keys. */
record CasesBody(
        @NotNull @Size(min = 1, max = 100) List<@NotNull @Size(min = 1, max = 256) String> eventIds,
        @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {}
