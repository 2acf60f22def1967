package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.ViewsOracle;
import java.util.ArrayList;
import java.util.List;

/** Compares the responses of clients with the stored data, and names every difference. */
final class Checker {

    private final String streamsKey;

    Checker(String streamsKey) {
        this.streamsKey = streamsKey;
    }

    /** The same, and every view, row by row, is what the projectors make of the log when they read it anew. */
    static void assertEveryPromiseIsKept(History history, Evidence.Source source) {
        assertNothingLostOrReordered(history, source);
        ViewsOracle.of(source.database()).viewsAreTheFoldOfTheLog();
    }

    /** Waits until all is quiet, and fails with every violation there is. */
    static void assertNothingLostOrReordered(History history, Evidence.Source source) {
        var evidence = source.awaitQuiescence();
        assertThat(history.commands()).as("there was something to check").isNotEmpty();
        var checker = new Checker(source.streamsKey());
        assertThat(checker.violations(history.operations(), evidence))
                .as("violations after %s", history)
                .isEmpty();
        checker.assertNoticesTampering(history.operations(), evidence);
    }

    /** Verifies that the checks find a fault when one row differs. */
    private void assertNoticesTampering(List<Operation> operations, Evidence evidence) {
        for (var tampering : Tampering.values()) {
            assertThat(violations(tampering.told(operations), tampering.with(evidence, operations)))
                    .as(tampering.name())
                    .extracting(Violation::promise)
                    .contains(tampering.breaks());
        }
    }

    List<Violation> violations(List<Operation> operations, Evidence evidence) {
        var found = new ArrayList<Violation>();
        found.addAll(Accounting.violations(operations, evidence));
        found.addAll(GovernanceRegister.violations(operations, evidence.log()));
        found.addAll(new StreamOrder(streamsKey).violations(evidence.log(), evidence.stream()));
        found.addAll(ToldOnce.violations(evidence.log(), evidence.timeline()));
        found.addAll(FoldOfTheLog.violations(evidence));
        return found;
    }
}
