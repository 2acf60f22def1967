package dev.edict.fleet.canary;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a decision point decided the canaries of a zone under the bundle that it had just loaded.
 *
 * @param canariesVersion of the canaries that it evaluated
 */
public record CanaryAnswers(
        @NotNull @Positive Long incarnation,
        @NotNull @Pattern(regexp = CanaryAnswers.ID) String zoneId,
        @NotNull @Positive Long activationSeq,
        @NotNull @Positive Long canariesVersion,
        @NotNull @Size(min = 1, max = CanaryAnswers.MOST) List<@Valid @NotNull Answer> answers) {

    static final String ID = "[A-Za-z0-9_.\\-:]{1,128}";

    /** As many as a zone may have. */
    static final int MOST = 200;

    /**
     * The decision of a canary.
     *
     * @param decision null if it was not decided
     * @param reason why it was denied, or why it was not decided; null for an allow
     */
    public record Answer(
            @NotNull @Pattern(regexp = CanaryAnswers.ID) String name,
            @Nullable @Pattern(regexp = "allow|deny") String decision,
            @Nullable @Size(max = 256) String reason) {}

    /** The last answer to each canary. */
    Collection<Answer> lastOfEach() {
        var last = new LinkedHashMap<String, Answer>();
        answers.forEach(answer -> last.put(answer.name(), answer));
        return last.values();
    }
}
