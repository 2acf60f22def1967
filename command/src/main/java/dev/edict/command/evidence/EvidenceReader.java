package dev.edict.command.evidence;

import dev.edict.command.api.settings.EvidenceSetting;
import dev.edict.command.catalogue.CatalogueVersions;
import dev.edict.decision.DecisionEngine;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Tells what evidence there is for a manifest, before it is activated. */
@Component
public class EvidenceReader {

    private final JdbcEvidenceFacts facts;
    private final CatalogueVersions catalogues;
    private final DecisionEngine engine;

    EvidenceReader(@Qualifier("queryPool") DataSource queryPool, CatalogueVersions catalogues, DecisionEngine engine) {
        this.facts = new JdbcEvidenceFacts(queryPool);
        this.catalogues = catalogues;
        this.engine = engine;
    }

    /**
     * What an activation would be decided on.
     *
     * @param setting {@code none}, {@code warn} or {@code required}
     * @param missing codes of what is missing or out of date, with every setting; empty for none
     * @param suitesVersion the version of the zone's suites now; 0 for none
     * @param newest the newest simulation of the manifest that ran all suites in force; null if there is none
     */
    public record FoundEvidence(
            String setting, List<String> missing, long suitesVersion, @Nullable NewestSimulation newest) {}

    /**
     * What came out of a simulation.
     *
     * @param verdict {@code pass}, {@code fail} or {@code not_executed}
     */
    public record NewestSimulation(
            String simulationId, String verdict, int passed, int failed, int notExecuted, Instant at) {}

    /** The evidence for a manifest in a zone. */
    public FoundEvidence of(String zoneId, String manifestSha256) {
        var found = facts.find(zoneId, manifestSha256);
        var missing = codes(found.missing(catalogues.version(zoneId), engine.contract()));
        var newest = found.newest();
        return new FoundEvidence(
                found.setting().word(),
                missing,
                found.suitesVersion(),
                newest == null
                        ? null
                        : new NewestSimulation(
                                newest.simulationId(),
                                newest.verdict(),
                                newest.passed(),
                                newest.failed(),
                                newest.notExecuted(),
                                newest.at()));
    }

    /**
     * Codes of what documents lack that are not sealed, and so cannot have been simulated.
     *
     * @param suites how many the zone has
     */
    public List<String> missingOfUnsealed(int suites) {
        return codes(new EvidenceFacts(EvidenceSetting.NONE, suites, 0, null).missing(0, engine.contract()));
    }

    private static List<String> codes(List<MissingEvidence> missing) {
        return missing.stream().map(MissingEvidence::code).toList();
    }
}
