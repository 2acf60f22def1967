package dev.edict.decision.bench;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Measures the embedded engine and the Open Policy Agent on the same bundle and inputs, one after the other in one run, and
 * prints a table; {@code mvn verify -Pbench}.
 */
public final class DecisionBench {

    private static final double MEGABYTE = 1e6;

    private DecisionBench() {}

    /** Takes the paths of the built library program and of the built server. */
    public static void main(String[] args) throws Exception {
        var agent = new PolicyAgent(Path.of(args[0]), Path.of(args[1]));
        var embedded = Embedded.measured();
        var library = agent.asLibrary();
        var server = agent.asServer();
        requireSame(embedded.decisions(), library);
        requireSame(embedded.decisions(), server);
        printBundle();
        System.out.println("| | decisions/s | p50 us | p99 us | embedded is faster by |");
        System.out.println("|---|--:|--:|--:|--:|");
        print("embedded", embedded.decisions(), embedded.decisions());
        print("OPA as a library", library, embedded.decisions());
        print("OPA as a server", server, embedded.decisions());
        printf(
                "%n%.0f bytes are allocated per decision. Compiling takes %.1f ms and allocates %.1f MB, of which %.1f MB"
                        + " stay.%n",
                embedded.bytesPerDecision(),
                embedded.compileMillis(),
                embedded.compileBytes() / MEGABYTE,
                Embedded.keptBytes() / MEGABYTE);
    }

    private static void requireSame(Figures ours, Figures theirs) {
        if (ours.allowed() != theirs.allowed() || ours.allowed() == 0) {
            throw new IllegalStateException(
                    "not the same question: %d and %d are allowed".formatted(ours.allowed(), theirs.allowed()));
        }
    }

    private static void printBundle() {
        var documents = BiggestBundle.documents();
        printf(
                "%n%d documents, %,d characters, %,d grant tuples; %,d inputs, one thread each%n%n",
                documents.size(),
                documents.stream()
                        .mapToInt(document -> document.content().length())
                        .sum(),
                BiggestBundle.TUPLES,
                BiggestBundle.inputs().size());
    }

    private static void print(String who, Figures figures, Figures ours) {
        printf(
                "| %s | %,.0f | %,.1f | %,.1f | %,.0f |%n",
                who,
                figures.perSecond(),
                figures.p50Micros(),
                figures.p99Micros(),
                ours.perSecond() / figures.perSecond());
    }

    private static void printf(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
