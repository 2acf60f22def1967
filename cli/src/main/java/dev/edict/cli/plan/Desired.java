package dev.edict.cli.plan;

import dev.edict.cli.folder.CaseFile;
import dev.edict.cli.folder.ZoneFolder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a zone should be. Definitions are bodies of the API without the zone of their inputs.
 *
 * @param documents texts by the name of their policy
 * @param suites all suites of the zone; null to leave them as they are
 * @param canaries all canaries of the zone; null to leave them as they are
 * @param catalogue null to leave it as it is
 * @param settings those to set; the others stay as they are
 */
public record Desired(
        String policySet,
        SortedMap<String, Document> documents,
        @Nullable SortedMap<String, Map<String, @Nullable Object>> suites,
        @Nullable SortedMap<String, Map<String, @Nullable Object>> canaries,
        @Nullable Map<String, @Nullable Object> catalogue,
        Map<String, Object> settings) {

    /**
     * A policy document.
     *
     * @param file where it stands, for messages
     * @param original the text with the line ends of its file; equal to the content in most files
     */
    public record Document(String file, String content, String original) {}

    /** What a folder says. */
    public static Desired of(ZoneFolder folder) {
        var documents = new TreeMap<String, Document>();
        folder.documents()
                .forEach((policy, file) ->
                        documents.put(policy, new Document(file.file(), file.content(), file.original())));
        var catalogue = folder.settings().catalogue();
        return new Desired(
                folder.settings().policySet(),
                documents,
                folder.suites() == null ? null : each(folder.suites(), suite -> suite.definition()),
                folder.canaries() == null ? null : each(folder.canaries(), CaseFile::definition),
                catalogue == null ? null : catalogue.object().json(),
                folder.settings().settings());
    }

    private static <T> SortedMap<String, Map<String, @Nullable Object>> each(
            SortedMap<String, T> files, Function<T, Map<String, @Nullable Object>> definition) {
        var definitions = new TreeMap<String, Map<String, @Nullable Object>>();
        files.forEach((name, file) -> definitions.put(name, definition.apply(file)));
        return definitions;
    }

    /** A suite of these, as the API takes it in a zone. */
    public Map<String, @Nullable Object> suite(String zoneId, String name) {
        return suiteIn(
                zoneId, Objects.requireNonNull(Objects.requireNonNull(suites).get(name)));
    }

    /** A canary of these, as the API takes it in a zone. */
    public Map<String, @Nullable Object> canary(String zoneId, String name) {
        return caseIn(
                zoneId, Objects.requireNonNull(Objects.requireNonNull(canaries).get(name)));
    }

    /** A suite as the API takes it in a zone. */
    static Map<String, @Nullable Object> suiteIn(String zoneId, Map<String, @Nullable Object> suite) {
        var filled = new LinkedHashMap<>(suite);
        if (suite.get("cases") instanceof List<?> cases) {
            filled.put(
                    "cases",
                    cases.stream()
                            .map(one -> one instanceof Map<?, ?> members ? caseIn(zoneId, members) : one)
                            .toList());
        }
        return filled;
    }

    /** A canary, or a case of a suite, as the API takes it in a zone. */
    static Map<String, @Nullable Object> caseIn(String zoneId, Map<?, ?> members) {
        var filled = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((key, value) -> filled.put(String.valueOf(key), value));
        if (members.get("input") instanceof Map<?, ?> input) {
            filled.put("input", CaseFile.inputIn(zoneId, input));
        }
        return filled;
    }
}
