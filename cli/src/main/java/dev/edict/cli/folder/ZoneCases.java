package dev.edict.cli.folder;

import dev.edict.command.evaluation.CaseInput;
import dev.edict.command.evaluation.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cases of a zone as files hold them, and whether a file holds one already. */
final class ZoneCases {

    private static final String PRINCIPAL = "principal";
    private static final String ZONE_ID = "zone_id";
    private static final String INPUT = "input";

    private final String zoneId;

    ZoneCases(String zoneId) {
        this.zoneId = zoneId;
    }

    /** The members of a suite for its file. */
    Map<String, Object> suite(Map<String, Object> definition) {
        var file = new LinkedHashMap<>(definition);
        file.put("cases", cases(definition).stream().map(this::canary).toList());
        return file;
    }

    /** The members of a canary or a case for its file: without the id of the zone. */
    Map<String, Object> canary(Map<String, Object> definition) {
        var file = new LinkedHashMap<>(definition);
        if (definition.get(INPUT) instanceof Map<?, ?> input
                && input.get(PRINCIPAL) instanceof Map<?, ?> principal
                && zoneId.equals(principal.get(ZONE_ID))) {
            var anywhere = new LinkedHashMap<Object, Object>(principal);
            anywhere.remove(ZONE_ID);
            var whole = new LinkedHashMap<Object, Object>(input);
            whole.put(PRINCIPAL, anywhere);
            file.put(INPUT, whole);
        }
        return file;
    }

    boolean isSame(SuiteFile file, Map<String, Object> definition) {
        var defined = cases(definition);
        return String.valueOf(file.description()).equals(String.valueOf(definition.get("description")))
                && file.cases().size() == defined.size()
                && IntStream.range(0, defined.size())
                        .allMatch(at -> isSame(file.cases().get(at), defined.get(at)));
    }

    /** Whether engines cannot tell the inputs apart, and the same is expected. */
    boolean isSame(CaseFile file, Map<String, Object> definition) {
        var expected = new LinkedHashMap<String, @Nullable Object>(file.definition());
        var found = new LinkedHashMap<String, @Nullable Object>(definition);
        expected.put("name", file.name());
        found.put("name", definition.getOrDefault("name", file.name()));
        expected.put(INPUT, normal(file.input(zoneId)));
        found.put(INPUT, normal((Map<?, ?>) definition.getOrDefault(INPUT, Map.of())));
        return expected.equals(found);
    }

    /** The normal form; of an input that the zone would not take, the input. */
    private Object normal(Map<?, ?> input) {
        Refusal refusal = (path, message) -> {
            throw new NotTaken();
        };
        try {
            return CaseInput.of(CaseFile.inputIn(zoneId, input), zoneId, refusal)
                    .text();
        } catch (NotTaken e) {
            return input;
        }
    }

    @SuppressWarnings("unchecked") // a list of cases has objects only
    private static List<Map<String, Object>> cases(Map<String, Object> definition) {
        return (List<Map<String, Object>>)
                Optional.ofNullable(definition.get("cases")).orElse(List.of());
    }

    private static final class NotTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
