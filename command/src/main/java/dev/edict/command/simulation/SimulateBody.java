package dev.edict.command.simulation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.edict.command.evaluation.SimulationCase;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A version to simulate and the requests to evaluate.
 *
 * @param input one request without an expected decision
 */
public record SimulateBody(
        @NotNull @Size(min = 1, max = 512) String versionId,
        @JsonDeserialize(using = SampleInput.class) @Nullable Map<String, Object> input,
        @Nullable @Size(max = MAX_CASES) List<@NotNull @Valid SimulationCase> cases) {

    private static final int MAX_CASES = 1000;

    List<SimulationCase> casesOrNone() {
        return cases == null ? List.of() : cases;
    }

    @AssertTrue(message = "the names of the cases must be unique")
    @JsonIgnore
    boolean isEveryCaseNamedApart() {
        return casesOrNone().stream().map(SimulationCase::name).distinct().count()
                == casesOrNone().size();
    }
}
