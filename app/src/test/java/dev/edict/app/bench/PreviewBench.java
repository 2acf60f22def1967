package dev.edict.app.bench;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import dev.edict.app.Edict;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long a preview takes, and the delta alone, in a zone of 50,000 grant tuples, 1,000 cases, 200 canaries and 50
 * decision points. Prints a table in Markdown, and fails if a preview takes more than half a second at p95.
 */
final class PreviewBench {

    private static final int RESOURCES = 100;
    private static final int LABELS = 10;
    private static final int SCOPES = 50;
    private static final int CASES = 1_000;
    private static final int CANARIES = 200;
    private static final int DECISION_POINTS = 50;
    private static final int WARM_UP = 20;
    private static final int PREVIEWS = 100;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final long MOST_MILLIS = 500;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Api api;
    private final String zone;
    private final String zoneId;
    private final String setId;

    private PreviewBench(Api api) {
        this.api = api;
        this.zoneId = api.zone();
        this.zone = "/v1/zones/" + zoneId;
        this.setId = api.policySet(zoneId);
    }

    public static void main(String[] arguments) {
        try (var edict = Edict.with(Map.of("edict.rate-limit.requests-per-minute", "1000000"))) {
            new PreviewBench(edict.api()).run();
        }
    }

    private void run() {
        var old = api.seal(zoneId, setId, api.policy(zoneId, grants('A')).versionId());
        var next = api.seal(zoneId, setId, api.policy(zoneId, grants('\u0100')).versionId());
        api.activate(zoneId, setId, old).expect(202);
        IntStream.range(0, CANARIES).forEach(n -> put("/canaries/canary-" + n, expecting(n)));
        put(
                "/suites/smoke",
                Map.of("cases", IntStream.range(0, CASES).mapToObj(this::named).toList()));
        IntStream.range(0, DECISION_POINTS).forEach(n -> api.post("/v1/replicas", Map.of("id", "bench-" + n))
                .expect(201));
        OUT.printf(
                "| %d grant tuples, %d cases, %d canaries, %d decision points | p50 ms | p95 ms |%n|---|--:|--:|%n",
                RESOURCES * LABELS * SCOPES, CASES, CANARIES, DECISION_POINTS);
        var version = "%s/policy-sets/%s/versions/%s".formatted(zone, setId, next);
        print("delta, its first page", () -> api.get(version + "/delta"));
        var p95 = print("preview of a version", () -> api.get(version + "/preview"));
        var documents = Map.of("documents", List.of(Map.of("name", "grants", "content", grants('\u0180'))));
        p95 = Math.max(p95, print("preview of documents", () -> api.post(zone + "/preview", documents)));
        if (p95 > MOST_MILLIS) {
            throw new IllegalStateException("a preview takes %d ms at p95".formatted(p95));
        }
    }

    private static long print(String what, Supplier<Api.Answer> question) {
        var took = new Histogram(LONGEST.toMillis(), 3);
        for (int n = 0; n < WARM_UP + PREVIEWS; n++) {
            var start = System.nanoTime();
            question.get().expect(200);
            if (n >= WARM_UP) {
                took.recordValue((System.nanoTime() - start) / 1_000_000);
            }
        }
        OUT.printf("| %s | %d | %d |%n", what, took.getValueAtPercentile(50), took.getValueAtPercentile(95));
        return took.getValueAtPercentile(95);
    }

    private Map<String, Object> expecting(int n) {
        return Map.of("input", Documents.mint(zoneId, "label-" + n, "scope"), "expect", "deny");
    }

    private Map<String, Object> named(int n) {
        return Map.of("name", "case " + n, "input", Documents.mint(zoneId, "case-" + n, "scope"), "expect", "deny");
    }

    private void put(String path, Map<String, ?> body) {
        api.send(
                        "PUT",
                        zone + path,
                        JsonMapper.shared().writeValueAsString(body),
                        Map.of("content-type", "application/json"))
                .expect(201);
    }

    /** A document has at most 262,144 characters, so scopes are single letters from this one on. Two documents have none in common. */
    private static String grants(char first) {
        var scopes = new ArrayList<String>();
        for (int i = 0; i < SCOPES; i++) {
            scopes.add("\"%c\"".formatted((char) (first + i) == '\\' ? '!' : (char) (first + i)));
        }
        var text = new StringBuilder("# caracal:data-document\npackage caracal.authz\nimport rego.v1\n");
        text.append("app_ids := {\"s\": \"app-1\"}\ngrants := {\n");
        for (int resource = 0; resource < RESOURCES; resource++) {
            text.append("\"r%d\":{\"application\":\"s\",\"roles\":{\n".formatted(resource));
            for (int label = 0; label < LABELS; label++) {
                text.append("\"l%d\":[%s],\n".formatted(label, String.join(",", scopes)));
            }
            text.append("}},\n");
        }
        return text.append("}\n").toString();
    }
}
