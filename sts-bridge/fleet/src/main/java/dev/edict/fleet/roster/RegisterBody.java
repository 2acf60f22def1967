package dev.edict.fleet.roster;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that claims an id.
 *
 * @param stalenessBudgetSeconds for how long it goes on allowing without news; null: for ever
 * @param software name and version, for people
 * @param zones the only zones that it loads, and is expected to load; null: all that its token may see
 * @param evaluatesCanaries whether it evaluates the canaries that the answer to a report asks for
 * @param gateway whether it lets requests through to a protected upstream
 */
record RegisterBody(
        @NotNull @Pattern(regexp = RegisterBody.OWN_ID) String id,
        @Nullable @Positive @Max(RegisterBody.LONGEST_BUDGET_SECONDS) Integer stalenessBudgetSeconds,
        @Nullable @Pattern(regexp = "[\\x20-\\x7e]{1,128}") String software,
        @Nullable @Size(min = 1, max = ReportBody.MOST_ZONES)
                List<@NotNull @Pattern(regexp = RegisterBody.ID) String> zones,
        @Nullable Boolean evaluatesCanaries,
        @Nullable Boolean gateway) {

    static final String ID = "[A-Za-z0-9_.\\-:]{1,128}";

    /** The ids that begin so are those of stock STS and stock OPA, which register nothing. */
    static final String OWN_ID = "(?!sts:|opa:)" + ID;

    /** A year. */
    static final int LONGEST_BUDGET_SECONDS = 31_622_400;
}
