package dev.edict.command.canary;

import static dev.edict.command.api.Rejection.Reason.CANARY_CONTRADICTION;
import static dev.edict.command.api.Rejection.Reason.INVALID_CANARY;

import dev.edict.command.api.Rejection;
import dev.edict.command.canary.CanaryService.NewCanary;
import dev.edict.command.evaluation.CaseExpectation;
import dev.edict.command.evaluation.CaseInput;
import dev.edict.command.evaluation.Refusal;
import dev.edict.command.evaluation.SimulationCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks all canaries that a zone would have, in the order of their names. */
final class ProposedCanaries {

    private static final String CANARIES = "canaries";

    private ProposedCanaries() {}

    /** @throws Rejection {@code invalid_canary}, {@code canary_contradiction}, {@code too_many_canaries} */
    static List<SimulationCase> of(String zoneId, Map<String, NewCanary> proposed, String engine) {
        Canaries.requireRoom(proposed.size());
        var byInput = new HashMap<String, List<SimulationCase>>();
        var canaries = new ArrayList<SimulationCase>();
        new TreeMap<>(proposed).forEach((name, canary) -> {
            var invalid = Refusal.of(INVALID_CANARY, CANARIES, name);
            CaseExpectation.require(canary.expect(), canary.expectReason(), engine, invalid);
            var input = CaseInput.of(canary.input(), zoneId, invalid);
            var one = new SimulationCase(name, input.normal(), canary.expect(), canary.expectReason(), null);
            var alike = byInput.computeIfAbsent(input.text(), text -> new ArrayList<>());
            requireNoContradiction(one, alike);
            alike.add(one);
            canaries.add(one);
        });
        return List.copyOf(canaries);
    }

    private static void requireNoContradiction(SimulationCase one, List<SimulationCase> alike) {
        alike.stream().filter(one::contradicts).findFirst().ifPresent(other -> {
            throw Refusal.of(CANARY_CONTRADICTION, CANARIES, one.name())
                    .at("expect", Canaries.contradiction(other.name(), other.expectation()))
                    .with("canary", other.name());
        });
    }
}
