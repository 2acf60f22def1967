package dev.edict.decision;

import java.util.ArrayList;
import java.util.List;

/** Documents in which app-1 owns {@code orders} under the binding {@code shop}, and a reader may read. */
final class Bundles {
    static final String APP_IDS = "app_ids := {\"shop\": \"app-1\", \"other\": \"app-2\"}";
    static final String GRANTS =
            "grants := {\"orders\": {\"application\": \"shop\", \"roles\": {\"reader\": [\"read\"], \"writer\": [\"write\"]}}}";

    private Bundles() {}

    static PolicyDocument document(String id, String... rules) {
        return new PolicyDocument(
                id,
                "# caracal:data-document\npackage caracal.authz\n\nimport rego.v1\n\n" + String.join("\n", rules)
                        + "\n");
    }

    static PolicyBundle owned(String... moreRules) {
        var rules = new ArrayList<>(List.of(APP_IDS, GRANTS));
        rules.addAll(List.of(moreRules));
        return bundle(rules.toArray(String[]::new));
    }

    static PolicyBundle bundle(String... rules) {
        return PolicyBundle.of(List.of(document("doc", rules)));
    }
}
