package dev.edict.command.suite;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edict.command.api.Rejection;
import dev.edict.command.evaluation.CaseExpectation;
import dev.edict.command.evaluation.CaseInput;
import dev.edict.command.evaluation.Refusal;
import dev.edict.command.evaluation.SimulationCase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The cases of a suite as text, and back. Cases that engines cannot tell apart have the same text. */
final class SuiteText {

    /** The limit of the route's body holds for the text as well. */
    static final int LONGEST_BYTES = 8 << 20;

    static final Refusal INVALID = Refusal.of(Rejection.Reason.INVALID_SUITE);
    private static final TypeReference<List<SimulationCase>> CASES = new TypeReference<>() {};
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private SuiteText() {}

    /**
     * Writes the cases with their inputs in the normal form.
     *
     * @throws Rejection the refusal's if a case cannot be evaluated in the zone or never be fulfilled, if two have
     *     the same name, or no decision fulfils two of them
     */
    static String of(List<SimulationCase> cases, String zoneId, String engine, Refusal invalid) {
        var names = new HashMap<String, Integer>();
        var byInput = new HashMap<String, List<SimulationCase>>();
        var normal = new ArrayList<SimulationCase>();
        for (int i = 0; i < cases.size(); i++) {
            var one = cases.get(i);
            var refusal = invalid.below("cases." + i);
            var earlier = names.putIfAbsent(one.name(), i);
            if (earlier != null) {
                throw refusal.at("name", "case %d has the same name: each needs one of its own".formatted(earlier));
            }
            CaseExpectation.require(one.expect(), one.expectReason(), engine, refusal);
            var input = CaseInput.of(one.input(), zoneId, refusal);
            var alike = byInput.computeIfAbsent(input.text(), text -> new ArrayList<>());
            requireNoContradiction(one, alike, refusal);
            alike.add(one);
            normal.add(one.with(input.normal()));
        }
        return bounded(CANONICAL.writeValueAsString(normal), invalid);
    }

    private static void requireNoContradiction(SimulationCase one, List<SimulationCase> alike, Refusal refusal) {
        alike.stream().filter(one::contradicts).findFirst().ifPresent(other -> {
            throw refusal.at(
                    "expect",
                    "the cases %s and %s have the same input and expect %s and %s: no decision fulfils both"
                            .formatted(other.name(), one.name(), other.expectation(), one.expectation()));
        });
    }

    private static String bounded(String text, Refusal invalid) {
        var bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_BYTES) {
            throw invalid.at(
                    "cases", "expected at most %d bytes of compact JSON, not %d".formatted(LONGEST_BYTES, bytes));
        }
        return text;
    }

    static List<SimulationCase> read(String text) {
        return CANONICAL.readValue(text, CASES);
    }
}
