package dev.edict.preview;

import static java.util.Objects.requireNonNullElse;

import dev.edict.command.evaluation.SimulationCase;
import dev.edict.command.suite.SuitesInForce.ZoneSuites;
import dev.edict.decision.catalogue.Catalogue;
import dev.edict.preview.PreviewBody.ProposedSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a version is checked by in a zone.
 *
 * @param strict whether documents with warnings are not sealed
 * @param canarySetting {@code off}, {@code warn} or {@code required}
 * @param evidenceSetting {@code none}, {@code warn} or {@code required}
 * @param catalogue null for none
 */
record ZoneParts(
        boolean strict,
        String canarySetting,
        String evidenceSetting,
        ZoneSuites suites,
        NumberedCanaries canaries,
        @Nullable Catalogue catalogue) {

    /** With the settings that are proposed, and for the rest those of the state. */
    static ZoneParts of(
            ZoneBasis.State state,
            ProposedSettings proposed,
            ZoneSuites suites,
            NumberedCanaries canaries,
            @Nullable Catalogue catalogue) {
        return new ZoneParts(
                requireNonNullElse(proposed.strict(), state.strict()),
                requireNonNullElse(proposed.canaries(), state.canaries()),
                requireNonNullElse(proposed.evidence(), state.evidence()),
                suites,
                canaries,
                catalogue);
    }

    /**
     * Canaries as cases, by name.
     *
     * @param version the number of their latest change; 0 for none, and for proposed ones
     */
    record NumberedCanaries(long version, List<SimulationCase> cases) {

        static NumberedCanaries proposed(List<SimulationCase> cases) {
            return new NumberedCanaries(0, cases);
        }
    }
}
