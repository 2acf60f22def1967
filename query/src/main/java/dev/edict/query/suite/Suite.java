package dev.edict.query.suite;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a suite with its cases.
 *
 * @param version counts the definitions of this name
 * @param inForce whether the zone has this version now
 * @param sha256 of the UTF-8 bytes of the cases as they are stored
 */
public record Suite(
        String name,
        long version,
        boolean inForce,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String description,
        int caseCount,
        String sha256,
        Instant definedAt,
        String definedBy,
        List<SuiteCase> cases,
        @JsonIgnore long suitesVersion) {}
