package dev.edict.audit.evaluate;

import dev.edict.decision.input.PartialInput;
import dev.edict.decision.input.PolicyInput;
import java.util.List;
import java.util.Map;

/**
 * The input of a recorded decision.
 *
 * @param isRecorded whether the event has the input itself; otherwise it is rebuilt from other metadata
 * @param partial without the members that the event does not tell
 */
public record EventInput(boolean isRecorded, PartialInput partial) {

    static final String SUBJECT_CLAIMS = "context.subject_claims";

    private static final String POLICY_INPUT = "policy_input";

    /**
     * Reads the input, or rebuilds it.
     *
     * @throws dev.edict.decision.input.InvalidPolicyInput if what the event has cannot be an input
     */
    public static EventInput of(RecordedDecision event) {
        return event.metadata().get(POLICY_INPUT) instanceof Map<?, ?> recorded
                ? new EventInput(true, recorded(recorded, event.metadata()))
                : new EventInput(false, new RebuiltInput(event).partial());
    }

    @SuppressWarnings("unchecked") // JSON has no other keys
    private static PartialInput recorded(Map<?, ?> input, Map<String, Object> metadata) {
        return new PartialInput(PolicyInput.from((Map<String, Object>) input), UntoldMembers.of(input, metadata));
    }

    /** The members that make a recorded input none by their absence, if any do. */
    static List<String> untold(RecordedDecision event) {
        return event.metadata().get(POLICY_INPUT) instanceof Map<?, ?> recorded
                ? UntoldMembers.of(recorded, event.metadata())
                : List.of();
    }

    EventInput without(String member) {
        return new EventInput(isRecorded, partial.without(member));
    }
}
