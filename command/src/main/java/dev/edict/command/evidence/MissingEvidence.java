package dev.edict.command.evidence;

import java.util.Locale;

/** What evidence lacks. The lower-case name is a code of the Admin API and never changes. */
enum MissingEvidence {
    NO_SUITES("the zone has no suites"),
    NOT_SIMULATED("no simulation ran all suites of the zone against its manifest"),
    SUITES_CHANGED("the suites changed since its newest complete simulation"),
    CATALOGUE_CHANGED("the catalogue changed since its newest complete simulation"),
    CONTRACT_CHANGED("the decision contract is another than that of its newest complete simulation"),
    SIMULATION_FAILED("its newest complete simulation failed"),
    CASES_NOT_EXECUTED("its newest complete simulation did not execute every case");

    private final String words;

    MissingEvidence(String words) {
        this.words = words;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String words() {
        return words;
    }
}
