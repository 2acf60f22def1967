package dev.edict.decision.language;

import dev.edict.decision.problem.ProblemCode;
import dev.edict.decision.problem.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The imports of a document. If {@code rego.v1} is imported, decision points reject two imports with the same name. */
final class Imports {
    private static final String STRICT = "rego.v1";

    private record Import(String path, String name, int offset) {}

    private final List<Import> imports = new ArrayList<>();

    /** Records an import; the alias is empty without {@code as}. */
    void add(String path, String alias, int offset) {
        var name = alias.isEmpty() ? path.substring(path.lastIndexOf('.') + 1) : alias;
        imports.add(new Import(path, name, offset));
    }

    void check(Problems problems) {
        if (imports.stream().noneMatch(one -> one.path().equals(STRICT))) {
            return;
        }
        Map<String, Import> byName = new HashMap<>();
        for (var one : imports) {
            var earlier = byName.putIfAbsent(one.name(), one);
            if (earlier != null) {
                var path = Described.shortened(one.path());
                problems.add(
                        ProblemCode.DUPLICATE_IMPORT,
                        one.offset(),
                        earlier.path().equals(one.path())
                                ? "an import of %s for the second time".formatted(path)
                                : "an import of %s under the name of another".formatted(path),
                        null);
            }
        }
    }
}
