package dev.edict.command.suite;

import dev.edict.command.api.Rejection;
import dev.edict.command.content.Sha256;
import dev.edict.command.evaluation.Refusal;
import dev.edict.command.suite.SuitesInForce.Suite;
import dev.edict.command.suite.SuitesInForce.ZoneSuites;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks all suites that a zone would have, in the order of their names. */
final class ProposedSuites {

    private ProposedSuites() {}

    /** @throws Rejection {@code invalid_suite}, {@code too_many_suites}, {@code too_many_suite_cases} */
    static ZoneSuites of(String zoneId, Map<String, SuiteBody> proposed, String engine) {
        var cases = proposed.values().stream()
                .mapToInt(suite -> suite.cases().size())
                .sum();
        Suites.requireRoom(proposed.size(), cases);
        var suites = new ArrayList<Suite>();
        new TreeMap<>(proposed).forEach((name, suite) -> {
            var invalid = Refusal.of(Rejection.Reason.INVALID_SUITE, "suites", name);
            var content = SuiteText.of(suite.suite(invalid).cases(), zoneId, engine, invalid);
            suites.add(new Suite(name, 0, Sha256.hex(content), SuiteText.read(content)));
        });
        return new ZoneSuites(0, List.copyOf(suites));
    }
}
