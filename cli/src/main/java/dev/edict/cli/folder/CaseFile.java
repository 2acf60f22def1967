package dev.edict.cli.folder;

import dev.edict.cli.yaml.YamlValue;
import dev.edict.command.evaluation.SimulationCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request with its expected decision: a canary, or a case of a suite.
 *
 * @param expectDiagnostics null if none are expected
 * @param source where it stands
 */
public record CaseFile(
        String name,
        Map<String, @Nullable Object> input,
        String expect,
        @Nullable String expectReason,
        @Nullable List<Map<String, @Nullable Object>> expectDiagnostics,
        YamlValue source) {

    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_REASON = 256;

    static CaseFile ofSuite(YamlValue value) {
        var members = value.object().onlyWith("name", "input", "expect", "expect_reason", "expect_diagnostics");
        var name = members.get("name").text();
        if (name.length() > LONGEST_NAME) {
            throw members.get("name").place().invalid("expected at most %d characters", LONGEST_NAME);
        }
        return of(name, value);
    }

    static CaseFile ofCanary(String name, YamlValue value) {
        value.object().onlyWith("name", "input", "expect", "expect_reason");
        return of(name, value);
    }

    private static CaseFile of(String name, YamlValue value) {
        var members = value.object();
        return new CaseFile(
                name,
                members.get("input").object().json(),
                members.get("expect").oneOf("allow", "deny"),
                members.find("expect_reason").map(CaseFile::reason).orElse(null),
                members.find("expect_diagnostics").map(CaseFile::diagnostics).orElse(null),
                value);
    }

    private static String reason(YamlValue value) {
        if (value.text().length() > LONGEST_REASON) {
            throw value.place().invalid("expected at most %d characters", LONGEST_REASON);
        }
        return value.text();
    }

    private static List<Map<String, @Nullable Object>> diagnostics(YamlValue value) {
        if (value.list().size() > SimulationCase.MOST_DIAGNOSTICS) {
            throw value.place().invalid("expected at most %d", SimulationCase.MOST_DIAGNOSTICS);
        }
        return value.list().stream().map(one -> one.object().json()).toList();
    }

    /** The input in a zone: files leave {@code principal.zone_id} out, so that they serve more than one. */
    public Map<String, @Nullable Object> input(String zoneId) {
        return inputIn(zoneId, input);
    }

    /** An input with {@code principal.zone_id}, if it has none. */
    public static Map<String, @Nullable Object> inputIn(String zoneId, Map<?, ?> input) {
        var whole = copy(input);
        if (input.get("principal") instanceof Map<?, ?> principal && !principal.containsKey("zone_id")) {
            var inZone = copy(principal);
            inZone.put("zone_id", zoneId);
            whole.put("principal", inZone);
        }
        return whole;
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> members) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    /** The members that the API takes, without the name. Files may leave {@code principal.zone_id} out. */
    public Map<String, @Nullable Object> definition() {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("input", input);
        body.put("expect", expect);
        if (expectReason != null) {
            body.put("expect_reason", expectReason);
        }
        if (expectDiagnostics != null) {
            body.put("expect_diagnostics", expectDiagnostics);
        }
        return body;
    }
}
