package dev.edict.cli.plan;

import dev.edict.cli.io.Json;
import dev.edict.command.api.Rejection;
import dev.edict.command.evaluation.CaseInput;
import dev.edict.command.evaluation.Refusal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts of definitions that are equal exactly if Edict takes the definitions for the same. */
final class NormalForm {

    private static final Refusal ANY = Refusal.of(Rejection.Reason.INVALID_SUITE);

    private NormalForm() {}

    static String suite(String zoneId, Map<?, ?> suite) {
        var normal = copy(Desired.suiteIn(zoneId, copy(suite)));
        if (normal.get("cases") instanceof List<?> cases) {
            normal.put(
                    "cases",
                    cases.stream()
                            .map(one -> one instanceof Map<?, ?> members ? normalCase(zoneId, members) : one)
                            .toList());
        }
        return Json.plain(normal);
    }

    static String canary(String zoneId, Map<?, ?> canary) {
        return Json.plain(normalCase(zoneId, Desired.caseIn(zoneId, canary)));
    }

    /** An input that Edict rejects stays as it is: the preview tells what is wrong with it. */
    private static Map<String, @Nullable Object> normalCase(String zoneId, Map<?, ?> members) {
        var normal = copy(members);
        if (members.get("input") instanceof Map<?, ?> input) {
            try {
                normal.put("input", CaseInput.of(copy(input), zoneId, ANY).normal());
            } catch (Rejection rejected) {
                normal.put("input", input);
            }
        }
        return normal;
    }

    /** The order of a catalogue says nothing. */
    static String catalogue(Map<?, ?> catalogue) {
        var normal = copy(catalogue);
        normal.replaceAll((part, elements) -> elements instanceof List<?> list ? sorted(list) : elements);
        normal.values().removeIf(elements -> elements instanceof List<?> list && list.isEmpty());
        return Json.plain(normal);
    }

    private static List<Object> sorted(List<?> elements) {
        return elements.stream()
                .<Object>map(element -> element instanceof Map<?, ?> members ? sortedLists(members) : element)
                .sorted(Comparator.comparing(Json::plain))
                .toList();
    }

    private static Map<String, @Nullable Object> sortedLists(Map<?, ?> members) {
        var normal = copy(members);
        normal.replaceAll((name, value) -> value instanceof List<?> list ? sorted(list) : value);
        normal.values().removeIf(value -> value == null || (value instanceof List<?> list && list.isEmpty()));
        return normal;
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> members) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
