package dev.edict.command.evaluation;

import dev.edict.decision.input.InputRedaction;
import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.input.PolicyInputJson;
import dev.edict.decision.input.SecretNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The policy input of a case in the normal form that engines evaluate.
 *
 * @param text compact JSON with sorted members: inputs that engines cannot tell apart have the same text
 */
public record CaseInput(Map<String, Object> normal, String text) {

    /** Bytes of the longest text. */
    public static final int LONGEST_BYTES = 16_384;

    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /**
     * Reads an input as it was given.
     *
     * @throws dev.edict.command.api.Rejection the refusal's, if engines cannot read the input or would ignore a member
     *     of it, if it is of another zone, has a secret or is too long
     */
    public static CaseInput of(Map<String, ?> input, String zoneId, Refusal refusal) {
        var read = read(input, refusal);
        if (!read.principal().zoneId().equals(zoneId)) {
            throw refusal.at("input.principal.zone_id", "expected this zone, \"%s\"".formatted(zoneId));
        }
        secret("input", input).ifPresent(path -> {
            throw refusal.at(
                    path,
                    "the name is that of a secret, and the log keeps what it is given: leave it out, or send \"%s\""
                            .formatted(InputRedaction.REDACTED));
        });
        var normal = PolicyInputJson.of(read);
        ignored("input", input, normal).ifPresent(path -> {
            throw refusal.at(path, "unknown member: a decision would ignore it; leave it out");
        });
        var text = CANONICAL.writeValueAsString(normal);
        var bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_BYTES) {
            throw refusal.at(
                    "input", "expected at most %d bytes of compact JSON, not %d".formatted(LONGEST_BYTES, bytes));
        }
        return new CaseInput(normal, text);
    }

    private static PolicyInput read(Map<String, ?> input, Refusal refusal) {
        try {
            return PolicyInput.from(input);
        } catch (InvalidPolicyInput e) {
            throw refusal.at("input." + e.path(), "expected " + e.expected());
        }
    }

    /** The path of the first secret that is given. */
    private static Optional<String> secret(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                    .map(member -> secret(path, String.valueOf(member.getKey()), member.getValue()))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return value instanceof List<?> list
                ? list.stream()
                        .map(element -> secret(path, element))
                        .flatMap(Optional::stream)
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> secret(String parent, String name, @Nullable Object value) {
        var path = parent + "." + name;
        var given = !isEmpty(value) && !InputRedaction.REDACTED.equals(value);
        return SecretNames.has(name) && given ? Optional.of(path) : secret(path, value);
    }

    /** The path of the first member that is given and not in the normal form. */
    private static Optional<String> ignored(String path, Map<?, ?> given, Map<?, ?> normal) {
        return given.entrySet().stream()
                .filter(member -> !isEmpty(member.getValue()))
                .map(member -> {
                    var at = path + "." + member.getKey();
                    var kept = normal.get(member.getKey());
                    if (kept == null) {
                        return Optional.of(at);
                    }
                    return member.getValue() instanceof Map<?, ?> inner && kept instanceof Map<?, ?> keptInner
                            ? ignored(at, inner, keptInner)
                            : Optional.<String>empty();
                })
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What the normal form leaves out. */
    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || value.equals("")
                || value.equals(0)
                || (value instanceof Map<?, ?> object && object.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
    }
}
