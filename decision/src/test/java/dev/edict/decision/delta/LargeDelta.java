package dev.edict.decision.delta;

import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import java.util.List;

/** Times the delta of two bundles of 50,000 grant tuples without a tuple in common; run as a program. */
final class LargeDelta {
    private static final int RESOURCES = 100;
    private static final int LABELS = 10;
    private static final int SCOPES = 50;

    private LargeDelta() {}

    public static void main(String[] args) {
        var before = documents('A');
        var after = documents('\u00c0');
        for (int round = 0; round < 20; round++) {
            long start = System.nanoTime();
            var one = PolicyBundle.of(before).access();
            var other = PolicyBundle.of(after).access();
            long read = System.nanoTime();
            var changes = AccessDelta.between(one, other).access().size();
            long compared = System.nanoTime();
            System.out.printf(
                    "%d changes: read %d ms, compared %d ms%n",
                    changes, (read - start) / 1_000_000, (compared - read) / 1_000_000);
        }
    }

    /** A document has at most 262,144 characters, so the scopes are single letters from this one on. */
    private static List<PolicyDocument> documents(char first) {
        var text = new StringBuilder("# caracal:data-document\npackage caracal.authz\nimport rego.v1\n");
        text.append("app_ids := {\"s\": \"app-1\"}\ngrants := {");
        var scopes = new StringBuilder();
        for (int i = 0; i < SCOPES; i++) {
            var letter = (char) (first + i);
            scopes.append('"').append(letter == '\\' ? '!' : letter).append("\",");
        }
        for (int resource = 0; resource < RESOURCES; resource++) {
            text.append("\"r%d\":{\"application\":\"s\",\"roles\":{".formatted(resource));
            for (int label = 0; label < LABELS; label++) {
                text.append("\"l%d\":[%s],".formatted(label, scopes));
            }
            text.append("}},");
        }
        return List.of(new PolicyDocument("grants", text.append("}\n").toString()));
    }
}
