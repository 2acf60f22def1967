package dev.edict.cli.verification;

import dev.edict.cli.io.Colours;
import dev.edict.cli.io.Style;
import dev.edict.cli.io.Table;
import dev.edict.cli.io.TerminalText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a verification says, for people, and whether it is a success. */
public final class VerificationText {

    private static final String PASSED = "passed";
    private static final String FAILED = "failed";
    private static final String NOT_VERIFIABLE = "not_verifiable";

    /** Without these nothing is known about the change. */
    private static final Set<String> NECESSARY = Set.of("activation", "invalidation", "policy_age");

    private final JsonNode verification;
    private final boolean strict;

    /**
     * Reads a verification.
     *
     * @param strict takes a check that is not verifiable for a failure
     */
    public VerificationText(JsonNode verification, boolean strict) {
        this.verification = verification;
        this.strict = strict;
    }

    /** Whether the change is verified, as far as it is verifiable. */
    public boolean isVerified() {
        var verdict = text(verification, "verdict");
        return verdict.equals(PASSED) || (verdict.equals(NOT_VERIFIABLE) && !strict && isKnown());
    }

    private boolean isKnown() {
        return verification
                .path("checks")
                .valueStream()
                .filter(check -> NECESSARY.contains(text(check, "check")))
                .allMatch(check -> text(check, "state").equals(PASSED));
    }

    /** The verdict in words; what is not verifiable is said beside a success. */
    public String verdict() {
        if (!isVerified()) {
            return words(text(verification, "verdict"));
        }
        var open = named(NOT_VERIFIABLE);
        return open.isEmpty() ? "verified" : "verified, but for " + String.join(" and ", open);
    }

    private List<String> named(String state) {
        return verification
                .path("checks")
                .valueStream()
                .filter(check -> text(check, "state").equals(state))
                .map(check -> words(text(check, "check")))
                .toList();
    }

    /** What is still waited for, on one line. */
    String progress() {
        return "activation %s: waiting for %s"
                .formatted(text(verification, "activation_seq"), String.join(", ", named("pending")));
    }

    /** Prints the verdict and a table of the checks. */
    public void print(PrintWriter out, Colours colours) {
        out.println(TerminalText.of("Activation %s of zone %s (%s, %s): "
                        .formatted(
                                text(verification, "activation_seq"),
                                text(verification, "zone_id"),
                                verification.path("change").asString("change"),
                                verification.path("version_id").asString("nothing governs")))
                + colours.paint(style(), verdict()));
        out.println();
        var checks = new Table(colours);
        for (var check : verification.path("checks")) {
            var state = text(check, "state");
            checks.row(
                    Table.cell(words(text(check, "check"))),
                    Table.cell(style(state), words(state)),
                    Table.cell(text(check, "sentence")));
        }
        checks.print(out);
        printFailingCanaries(out, colours);
    }

    /** The style of the verdict. */
    public Style style() {
        return isVerified() ? Style.GOOD : style(text(verification, "verdict"));
    }

    private static Style style(String state) {
        return switch (state) {
            case PASSED -> Style.GOOD;
            case FAILED -> Style.BAD;
            default -> Style.WARNING;
        };
    }

    private void printFailingCanaries(PrintWriter out, Colours colours) {
        var failing = new Table(colours, "    ");
        for (var check : verification.path("checks")) {
            for (var canary : check.path("evidence").path("failing")) {
                failing.row(
                        Table.cell(text(canary, "name")),
                        Table.cell("on " + text(canary, "decision_point")),
                        Table.cell("expected %s, was %s"
                                .formatted(
                                        text(canary, "expected"),
                                        canary.path("actual").asString("not decided"))));
            }
        }
        failing.print(out);
    }

    private static String words(String code) {
        return code.replace('_', ' ');
    }

    private static String text(JsonNode object, String member) {
        return object.path(member).asString("");
    }
}
