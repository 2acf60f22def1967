package dev.edict.query.suite;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and the decision that is expected.
 *
 * @param input a policy input in the normal form, from which empty optional members are left out
 * @param expect {@code allow} or {@code deny}
 * @param expectReason the deny reason that is expected; null if any will do
 * @param expectDiagnostics objects that are each contained in some diagnostic; null if any will do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SuiteCase(
        String name,
        Map<String, Object> input,
        String expect,
        @Nullable String expectReason,
        @Nullable List<Map<String, Object>> expectDiagnostics) {}
