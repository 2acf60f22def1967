package dev.edict.preview;

import dev.edict.command.content.Sha256;
import dev.edict.command.preview.PreviewBasis;
import dev.edict.decision.DecisionContract;
import dev.edict.decision.DecisionEngine;
import dev.edict.query.delta.DocumentChange.Text;
import org.springframework.stereotype.Component;

/** The decision contract of this site, and what an activation depends on together with it. */
@Component
class PreviewBases {

    private final DecisionEngine engine;

    PreviewBases(DecisionEngine engine) {
        this.engine = engine;
    }

    /** Whether the site decides by a contract that is known to be another than the one that deltas are derived from. */
    boolean isContractOwn() {
        var contract = engine.contract();
        return !contract.equals(DecisionContract.sha256()) && !contract.equals(DecisionEngine.UNKNOWN_CONTRACT);
    }

    PreviewBasis of(Candidate candidate, ZoneBasis.State state) {
        var contents = PreviewBasis.contents(
                candidate.texts().stream().map(Text::content).map(Sha256::hex).toList());
        return new PreviewBasis(
                contents,
                state.activationSeq(),
                state.settingsSeq(),
                state.catalogueVersion(),
                state.suitesVersion(),
                state.canariesVersion(),
                engine.contract());
    }
}
