package dev.edict.cli.plan;

import dev.edict.cli.io.Colours;
import dev.edict.cli.io.Style;
import dev.edict.cli.io.Table;
import dev.edict.cli.plan.Step.Action;
import dev.edict.cli.yaml.Place;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** A plan for people at a terminal. */
public final class PlanText {

    private static final int MOST_CASES = 10;
    private final Colours colours;
    private final Places places;
    private final PrintWriter out;

    public PlanText(Colours colours, Places places, PrintWriter out) {
        this.colours = colours;
        this.places = places;
        this.out = out;
    }

    /** Prints what would be changed, for whom, and what speaks against it. */
    public void print(Plan plan) {
        if (title(plan)) {
            documents(plan.preview());
            findings(plan);
            access(plan.preview().path("delta"));
            outcome(plan);
        }
    }

    /** Prints the same without the texts and the single requests. */
    public void printBriefly(Plan plan) {
        if (title(plan)) {
            findings(plan);
            accessSummary(plan.preview().path("delta"));
            outcome(plan);
        }
    }

    /** Whether there is something to do. */
    private boolean title(Plan plan) {
        out.println(colours.paint(Style.STRONG, PlanWords.title(plan)));
        if (plan.isEmpty()) {
            out.println("Nothing to do: the zone is as the folder says.");
            return false;
        }
        out.println();
        steps(plan);
        return true;
    }

    private void outcome(Plan plan) {
        cases(plan);
        wayBack(plan.preview().path("way_back"));
        verdict(plan.preview());
    }

    private void steps(Plan plan) {
        var table = new Table(colours, "  ");
        for (var step : plan.steps()) {
            table.row(
                    Table.cell(style(step.action()), PlanWords.sign(step.action())),
                    Table.cell(PlanWords.subject(step)),
                    Table.cell(Style.FAINT, PlanWords.change(plan, step)));
        }
        table.print(out);
    }

    private static Style style(Action action) {
        return switch (action) {
            case CREATE -> Style.GOOD;
            case REMOVE, LEAVE_OUT -> Style.BAD;
            case CHANGE -> Style.WARNING;
            case ACTIVATE -> Style.STRONG;
        };
    }

    private void documents(JsonNode preview) {
        for (var document : preview.path("documents")) {
            out.println();
            document.path("diff").forEach(line -> out.println(diffLine(line.asString(""))));
            if (document.path("truncated").asBoolean(false)) {
                out.println(colours.paint(Style.FAINT, "… the difference is longer"));
            }
        }
    }

    private String diffLine(String line) {
        var style = line.startsWith("@@") || line.startsWith("---") || line.startsWith("+++")
                ? Style.FAINT
                : line.startsWith("+") ? Style.GOOD : line.startsWith("-") ? Style.BAD : Style.PLAIN;
        return colours.paint(style, line);
    }

    private void findings(Plan plan) {
        for (var finding : plan.preview().path("findings")) {
            var policy = finding.path("policy_version_id").asString("");
            var document = plan.desired().documents().get(policy);
            var file = document == null ? policy : document.file();
            var place = new Place(
                    file, finding.path("line").asInt(1), finding.path("column").asInt(1));
            var severity = finding.path("severity").asString("");
            out.println();
            out.println("%s: %s: %s: %s"
                    .formatted(
                            place,
                            colours.paint(severity.equals("error") ? Style.BAD : Style.WARNING, severity),
                            colours.paint(Style.PLAIN, finding.path("code").asString("")),
                            colours.paint(Style.PLAIN, finding.path("message").asString(""))));
            out.println(colours.paint(Style.FAINT, "    " + finding.path("help").asString("")));
        }
    }

    private void accessSummary(JsonNode delta) {
        out.println();
        out.println("Access: " + colours.paint(Style.STRONG, PlanWords.access(delta)));
    }

    private void access(JsonNode delta) {
        accessSummary(delta);
        for (var wide : delta.path("zone_wide")) {
            out.println("  " + colours.paint(Style.WARNING, PlanWords.wide(wide)));
        }
        for (var group : delta.path("groups")) {
            out.println("  %s on %s"
                    .formatted(
                            colours.paint(Style.PLAIN, group.path("application").asString("")),
                            colours.paint(Style.PLAIN, group.path("resource").asString(""))));
            var table = new Table(colours, "    ");
            for (var change : group.path("changes")) {
                var kind = change.path("kind").asString("");
                table.row(
                        Table.cell(kindStyle(kind), kind.replace('_', ' ')),
                        Table.cell(change.path("label").asString("every label")),
                        Table.cell(change.path("scope").asString("every scope")),
                        Table.cell(Style.FAINT, PlanWords.shapes(change)));
            }
            table.print(out);
        }
        var more = PlanWords.unlisted(delta);
        if (more > 0) {
            out.println(colours.paint(Style.FAINT, "  … and %d changes more".formatted(more)));
        }
    }

    private static Style kindStyle(String kind) {
        return switch (kind) {
            case "added", "widened", "hold_lifted" -> Style.GOOD;
            case "removed", "narrowed" -> Style.BAD;
            default -> Style.WARNING;
        };
    }

    private void cases(Plan plan) {
        var suites = PlanWords.suites(plan.preview());
        var canaries = PlanWords.canaries(plan.preview());
        if (!suites.isEmpty() || !canaries.isEmpty()) {
            out.println();
        }
        if (!suites.isEmpty()) {
            out.println(suites);
        }
        for (var suite : plan.preview().path("suites")) {
            var name = suite.path("name").asString("");
            failing(suite, one -> places.ofCase(name, one));
        }
        if (!canaries.isEmpty()) {
            out.println(canaries);
        }
        failing(plan.preview().path("canaries"), places::ofCanary);
    }

    private void failing(JsonNode results, Function<String, Optional<Place>> place) {
        results.path("failing").valueStream().limit(MOST_CASES).forEach(failed -> {
            var name = failed.path("name").asString("");
            out.println("  %s %s%s"
                    .formatted(
                            colours.paint(Style.BAD, "FAILED"),
                            place.apply(name).map(at -> at + ": ").orElse(""),
                            colours.paint(Style.PLAIN, PlanWords.failed(failed))));
        });
        var more = results.path("failing").size() - MOST_CASES;
        if (more > 0) {
            out.println(colours.paint(Style.FAINT, "  … and %d more".formatted(more)));
        }
    }

    private void wayBack(JsonNode wayBack) {
        if (!wayBack.isMissingNode() && !wayBack.isNull()) {
            out.println();
            out.println(colours.paint(Style.PLAIN, "Way back: " + PlanWords.wayBack(wayBack)));
        }
    }

    private void verdict(JsonNode preview) {
        var reasons = PlanWords.reasons(preview);
        var verdict = PlanWords.verdict(preview);
        out.println();
        out.println(colours.paint(
                verdict.equals(PlanWords.BLOCKED) ? Style.BAD : reasons.isEmpty() ? Style.GOOD : Style.WARNING,
                verdict));
        for (var reason : reasons) {
            var blocks = reason.path("severity").asString("").equals("blocking");
            out.println("  %s %s"
                    .formatted(
                            colours.paint(
                                    blocks ? Style.BAD : Style.WARNING,
                                    reason.path("code").asString("") + ":"),
                            colours.paint(Style.PLAIN, reason.path("sentence").asString(""))));
        }
    }
}
