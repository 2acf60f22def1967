package dev.edict.cli.zone;

import static dev.edict.cli.io.Table.cell;
import static dev.edict.cli.zone.ZoneStatus.text;

import dev.edict.cli.io.Colours;
import dev.edict.cli.io.Style;
import dev.edict.cli.io.Table;
import dev.edict.cli.verification.VerificationText;
import java.io.PrintWriter;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** How a zone is, on one screen. */
final class StatusText {

    /** More would not fit on a screen. */
    private static final int MOST_POINTS = 20;

    private final ZoneStatus status;
    private final Colours colours;
    private final Moments moments;

    StatusText(ZoneStatus status, Colours colours, Moments moments) {
        this.status = status;
        this.colours = colours;
        this.moments = moments;
    }

    void print(PrintWriter out) {
        var zone = status.zone();
        out.println(colours.paint(Style.STRONG, zone.name())
                + colours.paint(Style.FAINT, " (%s, %s)".formatted(zone.slug(), zone.id())));
        facts().print(out);
        printPoints(out);
        printChecks(out);
        printProblems(out);
    }

    private Table facts() {
        var facts = new Table(colours);
        fact(
                facts,
                "governs",
                status.governance().path("governed").asBoolean(false) ? Style.PLAIN : Style.WARNING,
                governs());
        if (!text(status.governance(), "since").isEmpty()) {
            fact(facts, "since", Style.PLAIN, since());
        }
        var reason = text(status.change(), "reason");
        if (!reason.isEmpty()) {
            fact(facts, "reason", Style.PLAIN, reason);
        }
        fact(facts, "propagation", styleOf(text(status.propagation(), "status")), propagation());
        if (!status.verification().isMissingNode()) {
            var verification = new VerificationText(status.verification(), false);
            fact(facts, "verification", verification.style(), verification.verdict());
        }
        var readiness = text(status.readiness(), "verdict");
        fact(facts, "readiness", styleOf(readiness), readiness);
        fact(facts, "settings", Style.PLAIN, settings());
        fact(facts, "canaries", Style.PLAIN, String.valueOf(status.canaries().size()));
        fact(
                facts,
                "suites",
                Style.PLAIN,
                "%d with %d cases".formatted(status.suites().size(), status.cases()));
        return facts;
    }

    private static void fact(Table facts, String name, Style style, String text) {
        facts.row(cell(Style.FAINT, name), cell(style, text));
    }

    private String governs() {
        var governance = status.governance();
        if (!governance.path("governed").asBoolean(false)) {
            return "nothing: every request is denied";
        }
        return "version %s of %s (%s)"
                .formatted(
                        text(governance, "version"),
                        text(governance, "policy_set_name"),
                        text(governance, "version_id"));
    }

    /** The history of a zone comes after the change itself: until then it is told without its reason. */
    private String since() {
        var governance = status.governance();
        var person = text(status.change(), "on_behalf_of");
        var kind = text(status.change(), "change").replace('_', ' ');
        return "%s by %s%s, change %s%s"
                .formatted(
                        moments.at(text(governance, "since")),
                        text(governance, "actor"),
                        person.isEmpty() ? "" : " for " + person,
                        text(governance, "activation_seq"),
                        kind.isEmpty() ? "" : ": " + kind);
    }

    private String propagation() {
        var propagation = status.propagation();
        var expected = propagation.path("expected").asInt(0);
        return switch (text(propagation, "status")) {
            case "not_configured" -> "no decision point is expected to enforce it";
            case "settled" -> "settled: %d of %d decision points%s".formatted(expected, expected, took(propagation));
            default ->
                "%s: %d of %d decision points%s"
                        .formatted(
                                text(propagation, "status"),
                                expected - propagation.path("awaited").asInt(0),
                                expected,
                                propagation.path("overdue").asBoolean(false) ? ", overdue" : "");
        };
    }

    private static String took(JsonNode propagation) {
        return propagation.path("took_ms").isNumber()
                ? " after "
                        + Moments.period(
                                Duration.ofMillis(propagation.path("took_ms").asLong()))
                : "";
    }

    private String settings() {
        var settings = status.settings();
        return "strict %s, canaries %s, evidence %s"
                .formatted(
                        settings.path("strict").asBoolean(false) ? "on" : "off",
                        text(settings, "canaries"),
                        text(settings, "evidence"));
    }

    private void printPoints(PrintWriter out) {
        var points = status.propagation().path("decision_points");
        if (points.isEmpty()) {
            return;
        }
        out.println();
        var table = new Table(colours).header("decision point", "kind", "state", "change", "confirmed", "");
        points.valueStream()
                .limit(MOST_POINTS)
                .forEach(point -> table.row(
                        cell(text(point, "id")),
                        cell(text(point, "kind")),
                        cell(styleOf(text(point, "state")), text(point, "state").replace('_', ' ')),
                        cell(text(point, "activation_seq")),
                        cell(age(point)),
                        cell(text(point, "error"))));
        table.print(out);
        if (points.size() > MOST_POINTS) {
            out.println("and %d more".formatted(points.size() - MOST_POINTS));
        }
    }

    private static String age(JsonNode point) {
        var age = point.path("confirmed_current_age_ms");
        return age.isNumber() ? Moments.period(Duration.ofMillis(age.asLong())) + " ago" : "never";
    }

    private void printChecks(PrintWriter out) {
        var table = new Table(colours);
        status.readiness()
                .path("checks")
                .valueStream()
                .filter(check -> !text(check, "verdict").equals("ok"))
                .forEach(check -> table.row(
                        cell(text(check, "check").replace('_', ' ')),
                        cell(styleOf(text(check, "verdict")), text(check, "verdict")),
                        cell(text(check, "sentence"))));
        if (!table.isEmpty()) {
            out.println();
            table.print(out);
        }
    }

    private void printProblems(PrintWriter out) {
        var problems = status.problems();
        if (!problems.isEmpty()) {
            out.println();
            problems.forEach(problem -> out.println(colours.paint(Style.BAD, "wrong: " + problem)));
            out.println("'edict doctor --zone %s' names causes and remedies"
                    .formatted(status.zone().id()));
        }
    }

    private static Style styleOf(String state) {
        return switch (state) {
            case "ok", "settled", "current" -> Style.GOOD;
            case "failing", "unsettled", "loading_failed" -> Style.BAD;
            case "warning", "behind", "unknown", "stale" -> Style.WARNING;
            default -> Style.PLAIN;
        };
    }
}
