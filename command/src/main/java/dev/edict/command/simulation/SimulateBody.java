package dev.edict.command.simulation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.edict.command.evaluation.SimulationCase;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A version to simulate and the requests to evaluate.
 *
 * @param input one request without an expected decision
 * @param suites names of suites of the zone to run too; {@code "*"} alone stands for all in force
 */
public record SimulateBody(
        @NotNull @Size(min = 1, max = 512) String versionId,
        @JsonDeserialize(using = SampleInput.class) @Nullable Map<String, Object> input,
        @Nullable @Size(max = MAX_CASES) List<@NotNull @Valid SimulationCase> cases,
        @Nullable @Size(max = MAX_SUITES)
                List<@NotNull @Pattern(regexp = "[A-Za-z0-9_.:-]{1,128}|\\*") String> suites) {

    /** Stands for all suites in force. */
    public static final String EVERY_SUITE = "*";

    private static final int MAX_CASES = 1000;
    private static final int MAX_SUITES = 50;

    List<SimulationCase> casesOrNone() {
        return cases == null ? List.of() : cases;
    }

    List<String> suitesOrNone() {
        return suites == null ? List.of() : suites;
    }

    boolean hasEverySuite() {
        return suitesOrNone().contains(EVERY_SUITE);
    }

    @AssertTrue(message = "\"*\" stands for all suites: expected it alone")
    @JsonIgnore
    boolean isEverySuiteNamedAlone() {
        return !hasEverySuite() || suitesOrNone().size() == 1;
    }

    @AssertTrue(message = "the names of the cases must be unique")
    @JsonIgnore
    boolean isEveryCaseNamedApart() {
        return casesOrNone().stream().map(SimulationCase::name).distinct().count()
                == casesOrNone().size();
    }
}
