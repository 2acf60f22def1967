package dev.edict.decision.check;

import dev.edict.decision.PolicyDocument;
import dev.edict.decision.catalogue.Catalogue;
import dev.edict.decision.catalogue.Catalogue.Resource;
import dev.edict.decision.language.PolicyLanguage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Documents of 50,000 grants and the catalogue that they fit; its main method prints how long a check takes. */
final class LargeZone {

    private static final int RESOURCES = 250;
    private static final int LABELS = 10;
    private static final String SCOPES = "abcdefghijklmnopqrst";
    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n";

    private LargeZone() {}

    static Catalogue catalogue(int count) {
        var resources = IntStream.range(0, count)
                .mapToObj(n -> new Resource(identifier(n), scopes(), Set.of()))
                .toList();
        return new Catalogue(
                Set.of("app-1"), resources, Map.of(), (one, other, most) -> new DamerauLevenshteinDistance(most)
                        .apply(one, other));
    }

    /** As many grants as one document holds, with a mistake in each resource or scope. */
    static List<PolicyDocument> documents(String inResources, String inScopes) {
        var roles = IntStream.range(0, LABELS)
                .mapToObj(n -> "\"%d\":[%s]".formatted(n, quoted(inScopes.isEmpty() ? SCOPES : inScopes)))
                .collect(Collectors.joining(","));
        var grants = IntStream.range(0, RESOURCES)
                .mapToObj(n ->
                        "\"%s%s\":{\"application\":\"a\",\"roles\":{%s}}".formatted(identifier(n), inResources, roles))
                .collect(Collectors.joining(",\n", "grants := {", "}"));
        return List.of(
                new PolicyDocument("0", HEAD + "app_ids := {\"a\": \"app-1\"}"),
                new PolicyDocument("1", HEAD + grants));
    }

    private static String quoted(String letters) {
        return letters.chars().mapToObj(letter -> "\"%c\"".formatted(letter)).collect(Collectors.joining(","));
    }

    private static String identifier(int n) {
        return "resource://service/%05d".formatted(n);
    }

    private static Set<String> scopes() {
        return SCOPES.chars().mapToObj(Character::toString).collect(Collectors.toSet());
    }

    public static void main(String[] arguments) {
        var catalogue = catalogue(10_000);
        var upper = SCOPES.toUpperCase(Locale.ROOT);
        for (var documents : List.of(documents("", ""), documents("x", ""), documents("", upper))) {
            measure(documents, catalogue);
            System.out.printf("%.1f ms%n", measure(documents, catalogue));
        }
    }

    /** The mean of 20 checks, in milliseconds. */
    private static double measure(List<PolicyDocument> documents, Catalogue catalogue) {
        var start = System.nanoTime();
        for (int n = 0; n < 20; n++) {
            PolicyCheck.bundle(documents, PolicyLanguage.LITERAL, catalogue);
        }
        return (System.nanoTime() - start) / 20e6;
    }
}
