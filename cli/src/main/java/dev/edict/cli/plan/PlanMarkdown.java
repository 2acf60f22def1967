package dev.edict.cli.plan;

import dev.edict.cli.io.TerminalText;
import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

/** A plan as Markdown, for a comment of a pull request. Names cannot change its structure. */
final class PlanMarkdown {

    private static final int MOST_CASES = 10;

    private final PrintWriter out;

    PlanMarkdown(PrintWriter out) {
        this.out = out;
    }

    void print(Plan plan) {
        out.println("### " + escaped(PlanWords.title(plan)));
        out.println();
        if (plan.isEmpty()) {
            out.println("Nothing to do: the zone is as the folder says.");
            return;
        }
        verdict(plan.preview());
        steps(plan);
        access(plan.preview().path("delta"));
        cases(plan.preview());
        documents(plan.preview());
    }

    private void verdict(JsonNode preview) {
        out.println("**%s**".formatted(PlanWords.verdict(preview)));
        out.println();
        var reasons = PlanWords.reasons(preview);
        for (var reason : reasons) {
            out.println("- `%s` %s"
                    .formatted(
                            reason.path("code").asString(""),
                            escaped(reason.path("sentence").asString(""))));
        }
        if (!reasons.isEmpty()) {
            out.println();
        }
    }

    private void steps(Plan plan) {
        out.println("| | what | |");
        out.println("|---|---|---|");
        for (var step : plan.steps()) {
            out.println("| %s | %s | %s |"
                    .formatted(
                            "`%s`".formatted(PlanWords.sign(step.action())),
                            escaped(PlanWords.subject(step)),
                            escaped(PlanWords.change(plan, step))));
        }
        out.println();
    }

    private void access(JsonNode delta) {
        out.println("**Access: %s**".formatted(escaped(PlanWords.access(delta))));
        out.println();
        for (var wide : delta.path("zone_wide")) {
            out.println("- " + escaped(PlanWords.wide(wide)));
        }
        out.print(delta.path("zone_wide").isEmpty() ? "" : "\n");
        if (!delta.path("groups").isEmpty()) {
            out.println("| change | application | resource | label | scope | requests |");
            out.println("|---|---|---|---|---|---|");
        }
        for (var group : delta.path("groups")) {
            for (var change : group.path("changes")) {
                out.println("| %s | %s | %s | %s | %s | %s |"
                        .formatted(
                                change.path("kind").asString("").replace('_', ' '),
                                escaped(group.path("application").asString("")),
                                escaped(group.path("resource").asString("")),
                                escaped(change.path("label").asString("every label")),
                                escaped(change.path("scope").asString("every scope")),
                                escaped(PlanWords.shapes(change))));
            }
        }
        var more = PlanWords.unlisted(delta);
        if (more > 0) {
            out.println("%n… and %d changes more".formatted(more));
        }
        out.println();
    }

    private void cases(JsonNode preview) {
        var suites = PlanWords.suites(preview);
        var canaries = PlanWords.canaries(preview);
        if (!suites.isEmpty()) {
            out.println("- " + suites);
            preview.path("suites").forEach(this::failing);
        }
        if (!canaries.isEmpty()) {
            out.println("- " + canaries);
            failing(preview.path("canaries"));
        }
        var wayBack = preview.path("way_back");
        if (!wayBack.isMissingNode() && !wayBack.isNull()) {
            out.println("- Way back: " + escaped(PlanWords.wayBack(wayBack)));
        }
        out.println();
    }

    private void failing(JsonNode results) {
        results.path("failing")
                .valueStream()
                .limit(MOST_CASES)
                .forEach(failed -> out.println("  - failed: " + escaped(PlanWords.failed(failed))));
    }

    private void documents(JsonNode preview) {
        if (preview.path("documents").isEmpty()) {
            return;
        }
        out.println("<details><summary>Documents</summary>");
        out.println();
        var fence = fence(preview.path("documents"));
        out.println(fence + "diff");
        for (var document : preview.path("documents")) {
            document.path("diff").forEach(line -> out.println(TerminalText.of(line.asString(""))));
            if (document.path("truncated").asBoolean(false)) {
                out.println("… the difference is longer");
            }
        }
        out.println(fence);
        out.println();
        out.println("</details>");
    }

    /** Longer than any run of backticks in the documents, so that none ends it (CommonMark §4.5). */
    private static String fence(JsonNode documents) {
        var fence = "```";
        while (documents.toString().contains(fence)) {
            fence += "`";
        }
        return fence;
    }

    /** What Markdown, HTML or a mention of a person could be made of is escaped (CommonMark §2.4, §6.2). */
    private static String escaped(String text) {
        return TerminalText.shortened(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("@", "&#64;")
                .replaceAll("([\\\\`*_\\[\\]#|~])", "\\\\$1");
    }
}
