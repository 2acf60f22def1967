package dev.edict.command.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edict.command.naming.NameText;
import dev.edict.command.naming.ReadableName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and the decision its author expects.
 *
 * @param expect {@code allow} or {@code deny}
 * @param expectReason the deny reason expected; null if any will do
 * @param expectDiagnostics objects that are each contained in some diagnostic of the decision, as PostgreSQL's
 *     {@code jsonb} contains; null if any diagnostics will do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SimulationCase(
        @NotNull @Size(min = 1, max = 256) @ReadableName String name,
        @NotNull Map<String, Object> input,
        @NotNull @Pattern(regexp = "allow|deny") String expect,
        @Nullable @Size(min = 1, max = 256) String expectReason,
        @Nullable @Size(max = MOST_DIAGNOSTICS) List<@NotNull Map<String, Object>> expectDiagnostics) {

    /** How many diagnostics a case may expect. */
    public static final int MOST_DIAGNOSTICS = 10;

    public SimulationCase {
        name = name == null ? null : NameText.kept(name);
    }

    /** The same case with its input in another form. */
    public SimulationCase with(Map<String, Object> otherInput) {
        return new SimulationCase(name, otherInput, expect, expectReason, expectDiagnostics);
    }

    List<Map<String, Object>> diagnosticsOrNone() {
        return expectDiagnostics == null ? List.of() : expectDiagnostics;
    }

    /** What it expects, in words. */
    public String expectation() {
        return expectReason == null ? expect : "%s with the reason %s".formatted(expect, expectReason);
    }

    /** Whether no decision on the same input fulfils both. */
    public boolean contradicts(SimulationCase other) {
        var otherReason = other.expectReason;
        return !expect.equals(other.expect)
                || (expectReason != null && otherReason != null && !expectReason.equals(otherReason));
    }
}
