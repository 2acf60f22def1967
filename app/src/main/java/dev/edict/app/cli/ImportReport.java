package dev.edict.app.cli;

import dev.edict.cli.io.ProgressLine;
import dev.edict.cli.io.TerminalText;
import dev.edict.command.caracal.CaracalImport.Finding;
import dev.edict.command.caracal.CaracalImport.Report;
import dev.edict.command.caracal.CaracalImport.Tally;
import dev.edict.command.caracal.CaracalImport.Watcher;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints the progress and the result of an import; of many findings only the first hundred. */
final class ImportReport implements Watcher {

    private static final int PRINTED = 100;

    private final PrintWriter out;
    private final ProgressLine progress;

    ImportReport(PrintWriter out, boolean terminal) {
        this.out = out;
        this.progress = new ProgressLine(out, terminal, "rows");
    }

    @Override
    public void progressed(long done, long of) {
        progress.at(done, of);
    }

    void ended(Report report, boolean dryRun) {
        tell(report, dryRun);
        if (dryRun) {
            print("nothing was changed: this was a dry run");
        }
    }

    void stopped(Report report, boolean dryRun) {
        tell(report, dryRun);
        print("stopped before the end: run it again to continue");
    }

    private void tell(Report report, boolean dryRun) {
        progress.end();
        print(
                "%-20s %9s %13s %13s %9s %9s",
                "", "read", dryRun ? "would import" : "imported", "already there", "skipped", "warnings");
        report.tallies().forEach(this::print);
        print("skipped", report.skipped());
        print("warning", report.warnings());
    }

    private void print(Tally tally) {
        print(
                "%-20s %,9d %,13d %,13d %,9d %,9d",
                tally.kind(), tally.read(), tally.imported(), tally.known(), tally.skipped(), tally.warnings());
    }

    private void print(String what, List<Finding> findings) {
        findings.stream()
                .limit(PRINTED)
                .forEach(finding -> print(
                        "%s: %s %s: %s",
                        what, finding.kind(), TerminalText.of(finding.id()), TerminalText.of(finding.reason())));
        if (findings.size() > PRINTED) {
            print("%s: and %,d more", what, findings.size() - PRINTED);
        }
    }

    private void print(String line, Object... values) {
        out.println(String.format(Locale.ROOT, line, values));
    }
}
