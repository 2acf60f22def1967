package dev.edict.fleet.opa.canary;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an agent answered to a canary.
 *
 * @param revision that its bundle had when it decided; null if the answer does not tell
 * @param decision {@code allow} or {@code deny}; null if it was not decided
 * @param reason why it was denied or not decided; null for an allow without a reason
 */
record AgentAnswer(@Nullable String revision, @Nullable String decision, @Nullable String reason) {

    private static final int LONGEST_REASON = 256;
    private static final int EVALUATION_FAILED = 500;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Reads an answer with provenance.
     *
     * @throws RunDropped if it tells neither a decision, nor that the evaluation failed
     */
    static AgentAnswer read(String zoneId, int status, byte[] body) {
        if (status == EVALUATION_FAILED && object(body) != null) {
            return new AgentAnswer(null, null, "the evaluation failed with status 500");
        }
        var answer = status == 200 ? object(body) : null;
        if (answer == null) {
            throw new RunDropped(
                    status == 200 ? "the answer is no JSON object" : "answered with status %d".formatted(status));
        }
        var revision = revision(zoneId, answer.get("provenance"));
        if (revision == null) {
            throw new RunDropped("the answer names no bundle of this zone");
        }
        return decided(revision, answer.get("result"));
    }

    private static @Nullable Map<?, ?> object(byte[] body) {
        try {
            return JSON.readValue(body, Object.class) instanceof Map<?, ?> object ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Of the bundle that has the name of the zone, or of the only one: an agent with a token of one zone may name it freely. */
    private static @Nullable String revision(String zoneId, @Nullable Object provenance) {
        if (!(provenance instanceof Map<?, ?> members) || !(members.get("bundles") instanceof Map<?, ?> bundles)) {
            return null;
        }
        var only = bundles.size() == 1 ? bundles.values().iterator().next() : null;
        var bundle = bundles.containsKey(zoneId) ? bundles.get(zoneId) : only;
        return bundle instanceof Map<?, ?> one && one.get("revision") instanceof String revision ? revision : null;
    }

    private static AgentAnswer decided(String revision, @Nullable Object result) {
        if (!(result instanceof Map<?, ?> members)) {
            return new AgentAnswer(revision, null, "the answer has no result");
        }
        if (!"complete".equals(members.get("evaluation_status"))) {
            return new AgentAnswer(revision, null, "evaluation_status is not complete");
        }
        var decision = members.get("decision");
        if (!"allow".equals(decision) && !"deny".equals(decision)) {
            return new AgentAnswer(revision, null, "the decision is neither allow nor deny");
        }
        return new AgentAnswer(revision, (String) decision, reason(members.get("diagnostics")));
    }

    private static @Nullable String reason(@Nullable Object diagnostics) {
        return diagnostics instanceof List<?> all
                        && !all.isEmpty()
                        && all.get(0) instanceof Map<?, ?> first
                        && first.get("reason") instanceof String reason
                ? line(reason)
                : null;
    }

    /** PostgreSQL stores no NUL, and a line of the log is one line. */
    private static String line(String text) {
        var line = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_REASON)
                .forEach(point -> line.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
        return line.toString();
    }
}
