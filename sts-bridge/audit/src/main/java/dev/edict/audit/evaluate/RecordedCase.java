package dev.edict.audit.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.input.PolicyInputJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recorded decision as a case of a simulation, ready to be sent in {@code cases}.
 *
 * @param expect {@code allow} or {@code deny}
 * @param expectReason the recorded reason of a denial; omitted if a simulation cannot have it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordedCase(String name, Map<String, Object> input, String expect, @Nullable String expectReason) {

    private static final String DENY = "deny";

    static RecordedCase of(RecordedDecision event, PolicyInput input, @Nullable String name) {
        // A simulation is of a version, so it never has the reason of a zone that nothing governs.
        var reason = event.decision().equals(DENY) && !event.isUngoverned() ? event.reason() : null;
        return new RecordedCase(
                name == null ? "decision " + event.id() : name, PolicyInputJson.of(input), event.decision(), reason);
    }
}
