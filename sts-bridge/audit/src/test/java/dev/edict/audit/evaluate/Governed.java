package dev.edict.audit.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a zone's policies grant, and its versions as documents: {@code s4} needs an approval, {@code s5} has a tier only,
 * and a label that begins with {@code tmp-} is confined to {@code s0}.
 */
final class Governed {

    static final int RESOURCES = 3;
    static final List<String> SCOPES = List.of("s0", "s1", "s2", "s3", "s4", "s5");
    static final List<String> LABELS = List.of("l0", "l1", "l2");
    static final String CONFINED = "tmp-l";

    /** A scope that no role has, until a version adds it to {@link #WIDENED} of {@link #WIDENED_RESOURCE}. */
    static final String EXTRA = "extra";

    static final String WIDENED = "l0";
    static final int WIDENED_RESOURCE = 1;

    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\n\nimport rego.v1\n\n";

    /** Scopes by label, for each resource. */
    private final List<Map<String, Set<String>>> roles = new ArrayList<>();

    Governed(Random random) {
        for (var resource = 0; resource < RESOURCES; resource++) {
            var ofResource = new LinkedHashMap<String, Set<String>>();
            for (var label : LABELS) {
                ofResource.put(label, some(random, SCOPES));
            }
            ofResource.put(CONFINED, new LinkedHashSet<>(SCOPES));
            roles.add(ofResource);
        }
    }

    Set<String> scopes(int resource, String label) {
        return roles.get(resource).getOrDefault(label, Set.of());
    }

    static String resource(int number) {
        return "resource://r" + number;
    }

    static String application(int number) {
        return "app-" + number;
    }

    String plain() {
        return HEAD + bindings() + grants(roles) + confinement() + risk() + approvals();
    }

    String frozen() {
        return plain() + "restrict := {\"incident\"}\n";
    }

    String withMalformedRisk() {
        return HEAD + bindings() + grants(roles) + confinement() + "risk := [{\"scope\": \"s0\"}]\n" + approvals();
    }

    String withMalformedApprovals() {
        return HEAD + bindings() + grants(roles) + confinement() + risk() + "approval_tiers := [{\"tier\": 7}]\n";
    }

    String withoutGrantOf(int resource) {
        var fewer = new ArrayList<>(roles);
        fewer.set(resource, Map.of());
        return HEAD + bindings() + grants(fewer) + confinement() + risk() + approvals();
    }

    String widened() {
        var more = new LinkedHashSet<>(scopes(WIDENED_RESOURCE, WIDENED));
        more.add(EXTRA);
        var ofResource = new LinkedHashMap<>(roles.get(WIDENED_RESOURCE));
        ofResource.put(WIDENED, more);
        var wider = new ArrayList<>(roles);
        wider.set(WIDENED_RESOURCE, ofResource);
        return HEAD + bindings() + grants(wider) + confinement() + risk() + approvals();
    }

    private static String bindings() {
        return "app_ids := {\"k0\": \"app-0\", \"k1\": \"app-1\", \"k2\": \"app-2\"}\n";
    }

    private static String grants(List<Map<String, Set<String>>> roles) {
        var entries = new ArrayList<String>();
        for (var resource = 0; resource < roles.size(); resource++) {
            if (!roles.get(resource).isEmpty()) {
                entries.add("\"%s\": {\"application\": \"k%d\", \"roles\": {%s}}"
                        .formatted(resource(resource), resource, roles(roles.get(resource))));
            }
        }
        return "grants := {%s}%n".formatted(String.join(", ", entries));
    }

    private static String roles(Map<String, Set<String>> scopes) {
        return scopes.entrySet().stream()
                .map(role -> "\"%s\": [%s]"
                        .formatted(
                                role.getKey(),
                                role.getValue().stream()
                                        .map("\"%s\""::formatted)
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining(", "));
    }

    private static String confinement() {
        return "confinement := [{\"label_prefix\": \"tmp-\", \"scopes\": [\"s0\"]}]\n";
    }

    private static String risk() {
        return "risk := [{\"scope\": \"s4\", \"tier\": \"high\"}, {\"scope\": \"s5\", \"tier\": \"low\"}]\n";
    }

    private static String approvals() {
        return "approval_tiers := [{\"tier\": \"high\", \"approver\": \"operator\", \"ttl_seconds\": 600}]\n";
    }

    /** At least one. */
    static <T> Set<T> some(Random random, Iterable<T> all) {
        var some = new LinkedHashSet<T>();
        while (some.isEmpty()) {
            all.forEach(one -> {
                if (random.nextInt(2) == 0) {
                    some.add(one);
                }
            });
        }
        return some;
    }
}
