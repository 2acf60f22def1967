package dev.edict.app;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The alert rules and the dashboard ask for metrics that there are: those that docs/operations/metrics.md describes,
 * which {@code OperationsApiTest} compares with what is measured.
 */
class AlertRulesTest {

    private static final Path OPERATIONS = Path.of("..", "docs", "operations");
    private static final Pattern NAME = Pattern.compile("\\b(?:edict|caracal|hikaricp)_[a-z_]+");
    private static final Pattern HISTOGRAM_PART = Pattern.compile("_(?:bucket|count|sum)$");

    /** A rule of Prometheus. */
    private record Rule(String alert, String expr, String severity, String summary, String runbook) {}

    @Test
    void every_rule_asks_for_metrics_that_are_described() {
        assertThat(rules()).hasSizeGreaterThan(10).allSatisfy(rule -> assertThat(metrics(rule.expr))
                .as(rule.alert)
                .isNotEmpty()
                .isSubsetOf(described()));
    }

    @Test
    void every_panel_of_the_dashboard_asks_for_metrics_that_are_described() {
        var expressions = JsonMapper.shared()
                .readTree(text("dashboard.json"))
                .get("panels")
                .valueStream()
                .flatMap(panel -> panel.get("targets").valueStream())
                .map(target -> target.get("expr").stringValue())
                .toList();
        assertThat(expressions).hasSizeGreaterThan(10).allSatisfy(expression -> assertThat(metrics(expression))
                .as(expression)
                .isNotEmpty()
                .isSubsetOf(described()));
    }

    @Test
    void the_panels_of_the_dashboard_do_not_overlap() {
        var places = JsonMapper.shared()
                .readTree(text("dashboard.json"))
                .get("panels")
                .valueStream()
                .map(panel -> panel.get("gridPos"))
                .flatMap(AlertRulesTest::cells)
                .toList();
        assertThat(places).doesNotHaveDuplicates();
    }

    private static Stream<String> cells(JsonNode place) {
        var cells = Stream.<String>builder();
        for (int x = 0; x < place.get("w").intValue(); x++) {
            for (int y = 0; y < place.get("h").intValue(); y++) {
                cells.add("%d %d"
                        .formatted(place.get("x").intValue() + x, place.get("y").intValue() + y));
            }
        }
        return cells.build();
    }

    @Test
    void every_rule_says_how_bad_it_is_and_leads_to_a_page_that_says_what_to_do() {
        assertThat(rules()).allSatisfy(rule -> {
            assertThat(rule.severity).as(rule.alert).isIn("critical", "warning");
            assertThat(rule.summary).as(rule.alert).endsWith(".");
            var parts = rule.runbook.split("#", 2);
            assertThat(OPERATIONS.resolve(parts[0])).exists();
            if (parts.length > 1) {
                assertThat(headings(parts[0])).as(rule.runbook).contains(parts[1]);
            }
        });
    }

    @Test
    void everything_that_the_page_of_metrics_calls_an_alarm_has_a_rule() {
        var asked =
                rules().stream().flatMap(rule -> metrics(rule.expr).stream()).toList();
        assertThat(alarms()).hasSizeGreaterThan(4).isSubsetOf(asked);
    }

    /** A row without a name is one more of the name above it. */
    private static Set<String> alarms() {
        var alarms = new TreeSet<String>();
        var name = "";
        for (var line : text("metrics.md").lines().toList()) {
            name = line.startsWith("| `") ? metrics(line).stream().findFirst().orElse("") : name;
            if (line.contains("**alarm")) {
                alarms.add(name);
            }
        }
        return alarms;
    }

    private static Set<String> described() {
        return metrics(text("metrics.md"));
    }

    private static Set<String> metrics(String text) {
        return NAME.matcher(text)
                .results()
                .map(found -> HISTOGRAM_PART.matcher(found.group()).replaceFirst(""))
                .collect(toCollection(TreeSet::new));
    }

    private static List<String> headings(String page) {
        return text(page)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static List<Rule> rules() {
        Object file = new Yaml(new SafeConstructor(new LoaderOptions())).load(text("alerts.yml"));
        JsonNode json = JsonMapper.shared().valueToTree(file);
        return json.path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .map(rule -> new Rule(
                        rule.path("alert").asString(),
                        rule.path("expr").asString(),
                        rule.path("labels").path("severity").asString(),
                        rule.path("annotations").path("summary").asString(),
                        rule.path("annotations").path("runbook").asString()))
                .toList();
    }

    private static String text(String page) {
        try {
            return Files.readString(OPERATIONS.resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
