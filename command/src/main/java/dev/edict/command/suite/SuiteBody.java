package dev.edict.command.suite;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.edict.command.evaluation.Refusal;
import dev.edict.command.evaluation.SimulationCase;
import dev.edict.command.naming.ReadableName;
import dev.edict.command.suite.SuiteService.NewSuite;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A suite as it is sent. Strict: rejects unknown keys. */
public record SuiteBody(
        @Nullable @Size(max = 1000) String description,
        @NotNull @Size(min = 1, max = MOST_CASES) List<@NotNull @Valid Case> cases,
        @JsonAnySetter @Nullable Map<String, Object> unknown) {

    static final int MOST_CASES = 1000;

    /**
     * The suite.
     *
     * @throws dev.edict.command.api.Rejection {@code invalid_suite} with the place of an unknown member
     */
    public NewSuite suite() {
        return suite(SuiteText.INVALID);
    }

    NewSuite suite(Refusal invalid) {
        requireKnown(unknown, invalid);
        for (int i = 0; i < cases.size(); i++) {
            requireKnown(cases.get(i).unknown(), invalid.below("cases." + i));
        }
        return new NewSuite(
                description, cases.stream().map(Case::simulationCase).toList());
    }

    private static void requireKnown(@Nullable Map<String, Object> unknown, Refusal refusal) {
        if (unknown != null && !unknown.isEmpty()) {
            throw refusal.at(unknown.keySet().iterator().next(), "unknown member: leave it out");
        }
    }

    /** The members of a {@link SimulationCase}; a misspelt expectation would otherwise expect nothing. */
    public record Case(
            @NotNull @Size(min = 1, max = 256) @ReadableName String name,
            @NotNull Map<String, Object> input,
            @NotNull @Pattern(regexp = "allow|deny") String expect,
            @Nullable @Size(min = 1, max = 256) String expectReason,
            @Nullable @Size(max = SimulationCase.MOST_DIAGNOSTICS) List<@NotNull Map<String, Object>> expectDiagnostics,
            @JsonAnySetter @Nullable Map<String, Object> unknown) {

        SimulationCase simulationCase() {
            return new SimulationCase(name, input, expect, expectReason, expectDiagnostics);
        }
    }
}
