package dev.edict.query.canary;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request with the decision that is expected.
 *
 * @param input a policy input in the normal form, from which empty optional members are left out
 * @param expect {@code allow} or {@code deny}
 * @param expectReason the deny reason that is expected; null if any will do
 */
public record Canary(
        String name,
        Map<String, Object> input,
        String expect,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String expectReason,
        Instant definedAt,
        String definedBy) {}
