package dev.edict.query.suite;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A suite without its cases.
 *
 * @param version counts the definitions of this name
 * @param sha256 of the UTF-8 bytes of the cases
 */
public record SuiteSummary(
        String name,
        long version,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String description,
        int caseCount,
        String sha256,
        Instant definedAt,
        String definedBy) {}
