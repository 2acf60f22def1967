package dev.edict.preview;

import dev.edict.command.evaluation.SimulationCase;
import dev.edict.command.suite.SuitesInForce.ZoneSuites;
import dev.edict.decision.catalogue.Catalogue;
import dev.edict.preview.PreviewBody.ProposedSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of a zone that are previewed as if they were in force; what is in force stays for one that is null. */
record Proposal(
        ProposedSettings settings,
        @Nullable ZoneSuites suites,
        @Nullable List<SimulationCase> canaries,
        @Nullable Catalogue catalogue) {

    static final Proposal NONE = new Proposal(ProposedSettings.NONE, null, null, null);
}
