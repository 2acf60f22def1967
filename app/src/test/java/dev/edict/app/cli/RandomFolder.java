package dev.edict.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Folders of one zone that differ from each other in every part, now and then in none. */
final class RandomFolder {

    private static final List<String> SCOPES = List.of("read", "write", "pay");
    private static final List<String> LABELS = List.of("teller", "clerk", "trainee-teller");
    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\n\n";

    private final Random random;
    private final String zone;

    RandomFolder(Random random, String zone) {
        this.random = random;
        this.zone = zone;
    }

    void write(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        files.put("edict.yaml", settings());
        files.put("apps.rego", HEAD + "app_ids := {\"a0\": \"app-0\", \"a1\": \"app-1\"}\n");
        files.put("grants.rego", HEAD + "grants := {" + grants("r") + "}\n");
        if (random.nextInt(3) == 0) {
            files.put(
                    "trainees.rego",
                    HEAD
                            + "confinement := [{\"label_prefix\": \"trainee-\", \"scopes\": [\"%s\"]}]\n"
                                    .formatted(any(SCOPES)));
        }
        if (random.nextBoolean()) {
            files.put("suites/.gitkeep", "");
            IntStream.range(0, random.nextInt(3)).forEach(i -> files.put("suites/s%d.yaml".formatted(i), suite()));
        }
        if (random.nextBoolean()) {
            files.put("canaries/.gitkeep", "");
            IntStream.range(0, random.nextInt(3))
                    .forEach(i -> files.put("canaries/c%d.yaml".formatted(i), request(i) + expectation()));
        }
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private String settings() {
        var text = new StringBuilder("zone: %s\npolicy_set: main\n".formatted(zone));
        if (random.nextBoolean()) {
            text.append("settings: {strict: %s, canaries: %s, evidence: %s}%n"
                    .formatted(
                            random.nextInt(4) == 0,
                            any(List.of("off", "warn", "required")),
                            any(List.of("none", "warn", "required"))));
        }
        if (random.nextInt(3) == 0) {
            text.append("catalogue: {applications: [{id: app-%d}], resources: [{identifier: r0, scopes: [%s]}]}%n"
                    .formatted(random.nextInt(2), any(SCOPES)));
        }
        return text.toString();
    }

    private String grants(String prefix) {
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> "\"%s%d\": {\"application\": \"a%d\", \"roles\": {\"%s\": [\"%s\"]}}"
                        .formatted(prefix, i, random.nextInt(2), any(LABELS), any(SCOPES)))
                .collect(Collectors.joining(", "));
    }

    private String suite() {
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> "  - name: case %d%n".formatted(i) + (request(i) + expectation()).indent(4))
                .collect(Collectors.joining("", "cases:\n", ""));
    }

    /** Each of a suite has another session, so that no two contradict each other. */
    private String request(int session) {
        var scope = any(SCOPES);
        return """
                input:
                  principal: {type: Application, id: app-%d, labels: [%s]}
                  resource: {identifier: r%d}
                  action: {id: TokenExchange}
                  delegation_edge: {id: e1, scopes: [%s]}
                  context: {requested_scopes: [%s], agent_session_id: s%d}
                """
                .formatted(random.nextInt(2), any(LABELS), random.nextInt(3), scope, scope, session);
    }

    private String expectation() {
        return random.nextInt(3) == 0 ? "expect: allow\n" : "expect: deny\n";
    }

    private String any(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
