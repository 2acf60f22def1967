package dev.edict.command.api.suite;

import dev.edict.command.api.AggregateCommand;
import dev.edict.command.api.Rejection;

/** A command to the suites of a zone. */
public sealed interface SuiteCommand extends AggregateCommand permits DefineSuite, RemoveSuite {

    String zoneId();

    @Override
    default Rejection.Reason notFound() {
        return Rejection.Reason.SUITE_NOT_FOUND;
    }

    /** The id of the stream of a zone's suites. It contains a slash, which no zone id may contain. */
    static String idOf(String zoneId) {
        return "suites/" + zoneId;
    }
}
