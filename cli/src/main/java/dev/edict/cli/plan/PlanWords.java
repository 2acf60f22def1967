package dev.edict.cli.plan;

import dev.edict.cli.plan.Step.Action;
import dev.edict.cli.plan.Step.Part;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The words of a plan, in each of its forms. */
public final class PlanWords {

    static final String BLOCKED = "Blocked:";

    private PlanWords() {}

    static String title(Plan plan) {
        var zone = plan.zone();
        var governing = plan.base().governing();
        return "Zone %s%s: %s"
                .formatted(
                        zone.slug(),
                        zone.id() == null ? ", which does not exist yet" : " (%s)".formatted(zone.id()),
                        governing == null
                                ? "nothing governs"
                                : "version %d of %s governs".formatted(governing.number(), governing.policySet()));
    }

    static String sign(Action action) {
        return switch (action) {
            case CREATE -> "+";
            case CHANGE -> "~";
            case REMOVE, LEAVE_OUT -> "-";
            case ACTIVATE -> "→";
        };
    }

    static String subject(Step step) {
        var part = step.part().word().replace('_', ' ');
        return step.name().isEmpty() ? part : part + " " + step.name();
    }

    /** That a step is done. */
    public static String done(Step step) {
        return "%s %s"
                .formatted(
                        subject(step),
                        step.detail().isEmpty()
                                ? switch (step.action()) {
                                    case CREATE -> "created";
                                    case REMOVE -> "removed";
                                    default -> "changed";
                                }
                                : step.detail());
    }

    static String change(Plan plan, Step step) {
        if (!step.detail().isEmpty()) {
            return step.detail();
        }
        return switch (step.action()) {
            case CREATE -> created(plan, step);
            case CHANGE -> "changed";
            case REMOVE -> "removed";
            case LEAVE_OUT -> "left out of the version; it stays a policy of the zone";
            case ACTIVATE -> "activated and verified";
        };
    }

    private static String created(Plan plan, Step step) {
        return step.part() == Part.VERSION
                ? "of %s, with %d documents"
                        .formatted(
                                plan.desired().policySet(),
                                plan.desired().documents().size())
                : "new";
    }

    static String access(JsonNode delta) {
        var reason = delta.path("not_analysable").asString("");
        return reason.isEmpty()
                ? delta.path("summary").path("text").asString("")
                : "not analysable: %s".formatted(reason);
    }

    static String wide(JsonNode change) {
        var reason = change.path("reason").asString("");
        return "zone-wide: %s, %s → %s%s"
                .formatted(
                        change.path("kind").asString("").replace('_', ' '),
                        change.path("before").path("access").asString(""),
                        change.path("after").path("access").asString(""),
                        reason.isEmpty() ? "" : " (%s)".formatted(reason));
    }

    /** Such as {@code mint: deny → allow}. */
    static String shapes(JsonNode change) {
        return change.path("shapes")
                .valueStream()
                .map(shape -> "%s: %s → %s"
                        .formatted(
                                shape.path("shape").asString("").replace('_', ' '),
                                shape.path("before").path("access").asString(""),
                                shape.path("after").path("access").asString("")))
                .collect(Collectors.joining(", "));
    }

    /** How many changes the preview counts and does not list. */
    static long unlisted(JsonNode delta) {
        var summary = delta.path("summary");
        long counted = 0;
        for (var kind :
                new String[] {"added", "removed", "widened", "narrowed", "hold_lifted", "hold_changed", "zone_wide"}) {
            counted += summary.path(kind).asLong(0);
        }
        var listed = delta.path("zone_wide").size()
                + delta.path("groups")
                        .valueStream()
                        .mapToLong(group -> group.path("changes").size())
                        .sum();
        return counted - listed;
    }

    /** Empty if no suite was run. */
    static String suites(JsonNode preview) {
        var suites = preview.path("suites");
        return suites.isEmpty()
                ? ""
                : "Suites: " + tally(sum(suites, "passed"), sum(suites, "failed"), sum(suites, "not_executed"));
    }

    /** Empty if no canary was evaluated. */
    static String canaries(JsonNode preview) {
        var canaries = preview.path("canaries");
        long passed = canaries.path("passed").asLong(0);
        long failed = canaries.path("failed").asLong(0);
        long notExecuted = canaries.path("not_executed").asLong(0);
        return passed + failed + notExecuted == 0 ? "" : "Canaries: " + tally(passed, failed, notExecuted);
    }

    private static long sum(JsonNode suites, String member) {
        return StreamSupport.stream(suites.spliterator(), false)
                .mapToLong(suite -> suite.path(member).asLong(0))
                .sum();
    }

    private static String tally(long passed, long failed, long notExecuted) {
        var all = passed + failed + notExecuted;
        return "%d of %d as expected%s"
                .formatted(passed, all, notExecuted == 0 ? "" : ", %d not executed".formatted(notExecuted));
    }

    static String failed(JsonNode result) {
        return "%s: expected %s, was %s"
                .formatted(
                        result.path("name").asString(""),
                        decision(result, "expected", "expected_reason"),
                        decision(result, "actual", "reason"));
    }

    private static String decision(JsonNode result, String member, String reason) {
        var why = result.path(reason).asString("");
        return result.path(member).asString("not decided") + (why.isEmpty() ? "" : " (%s)".formatted(why));
    }

    static String wayBack(JsonNode wayBack) {
        return "version %d of %s (%s)"
                .formatted(
                        wayBack.path("version").asInt(0),
                        wayBack.path("policy_set_name").asString(""),
                        wayBack.path("delta").path("text").asString(""));
    }

    /** What speaks against it. Documents that are not sealed yet are simulated when the plan is applied. */
    static List<JsonNode> reasons(JsonNode preview) {
        return preview.path("reasons")
                .valueStream()
                .filter(reason -> !reason.path("code").asString("").equals("not_simulated"))
                .toList();
    }

    static String verdict(JsonNode preview) {
        if (preview.path("verdict").asString("").equals("blocked")) {
            return BLOCKED;
        }
        return reasons(preview).isEmpty() ? "Ready." : "Ready, with warnings:";
    }
}
