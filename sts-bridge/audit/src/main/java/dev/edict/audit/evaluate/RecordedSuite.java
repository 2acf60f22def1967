package dev.edict.audit.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recorded decisions as cases, and those that are none.
 *
 * @param suite in the form in which a suite is defined
 * @param notMade in the order in which they were asked for
 */
public record RecordedSuite(Cases suite, List<NotMade> notMade) {

    /** The body of a suite's definition. */
    public record Cases(List<RecordedCase> cases) {}

    /**
     * A decision that no case can be made of.
     *
     * @param reason {@code decision_not_found}; {@code no_policy_decision}, with nothing to expect;
     *     {@code invalid_input}, as nothing that was recorded is one; {@code incomplete_input}, with members that were
     *     redacted or never told; {@code contradicts}, as another case expects something else of the same input
     * @param missing the members, if the input is incomplete
     * @param contradicts the name of the other case; null for another reason
     */
    public record NotMade(
            String eventId, String reason, String description, List<String> missing, @Nullable String contradicts) {}
}
