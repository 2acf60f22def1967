package dev.edict.cli.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edict.decision.problem.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Problems as a SARIF 2.1.0 log, for tools that show them beside the code. */
record Sarif(@JsonProperty("$schema") String schema, String version, List<Run> runs) {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    record Run(Tool tool, String columnKind, List<Result> results) {}

    record Tool(Driver driver) {}

    record Driver(String name, List<Rule> rules) {}

    record Rule(String id, Message help) {}

    record Message(String text) {}

    record Result(String ruleId, String level, Message message, List<Location> locations) {

        static Result of(Problem problem) {
            var place = new PhysicalLocation(
                    new Artifact(uri(problem.documentId())), new Region(problem.line(), problem.column()));
            return new Result(
                    rule(problem),
                    CheckReport.word(problem.severity()),
                    new Message(problem.message()),
                    List.of(new Location(place)));
        }
    }

    record Location(PhysicalLocation physicalLocation) {}

    record PhysicalLocation(Artifact artifactLocation, Region region) {}

    record Artifact(String uri) {}

    record Region(int startLine, int startColumn) {}

    static Sarif of(CheckReport report) {
        var rules = new LinkedHashMap<String, Rule>();
        for (var problem : report.problems()) {
            rules.computeIfAbsent(rule(problem), id -> new Rule(id, new Message(problem.help())));
        }
        var run = new Run(
                new Tool(new Driver("edict", List.copyOf(rules.values()))),
                "unicodeCodePoints",
                report.problems().stream().map(Result::of).toList());
        return new Sarif(SCHEMA, "2.1.0", List.of(run));
    }

    /** The part of the message before the colon; the rest is specific to the finding. */
    private static String rule(Problem problem) {
        var code = problem.code();
        var colon = code.indexOf(':');
        return colon < 0 ? code : code.substring(0, colon);
    }

    private static String uri(String path) {
        var encoded = Stream.of(path.split("/", -1))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        return path.startsWith("/") ? "file://" + encoded : encoded;
    }
}
