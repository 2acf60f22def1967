package dev.edict.cli.folder;

import dev.edict.cli.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A suite of cases.
 *
 * @param source where it stands
 */
public record SuiteFile(String name, @Nullable String description, List<CaseFile> cases, YamlValue source) {

    private static final int MOST_CASES = 1_000;
    private static final int LONGEST_DESCRIPTION = 1_000;

    static SuiteFile of(String name, YamlValue value) {
        var members = value.object().onlyWith("name", "description", "cases");
        var listed = members.get("cases").list();
        if (listed.isEmpty() || listed.size() > MOST_CASES) {
            throw members.get("cases").place().invalid("expected 1 to %d cases, not %d", MOST_CASES, listed.size());
        }
        return new SuiteFile(
                name, members.find("description").map(SuiteFile::description).orElse(null), cases(listed), value);
    }

    /** May be empty. */
    private static String description(YamlValue value) {
        var text = "".equals(value.json()) ? "" : value.text();
        if (text.length() > LONGEST_DESCRIPTION) {
            throw value.place().invalid("expected at most %d characters", LONGEST_DESCRIPTION);
        }
        return text;
    }

    private static List<CaseFile> cases(List<YamlValue> listed) {
        var cases = new ArrayList<CaseFile>();
        var lines = new HashMap<String, Integer>();
        for (var value : listed) {
            var one = CaseFile.ofSuite(value);
            var earlier = lines.putIfAbsent(one.name(), value.place().line());
            if (earlier != null) {
                throw value.place().invalid("a second case %s, the first is in line %d", one.name(), earlier);
            }
            cases.add(one);
        }
        return cases;
    }

    /** The members that the API takes. */
    public Map<String, @Nullable Object> definition() {
        var body = new LinkedHashMap<String, @Nullable Object>();
        if (description != null) {
            body.put("description", description);
        }
        body.put("cases", cases.stream().map(SuiteFile::named).toList());
        return body;
    }

    private static Map<String, @Nullable Object> named(CaseFile one) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("name", one.name());
        body.putAll(one.definition());
        return body;
    }
}
