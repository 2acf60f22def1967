package dev.edict.command.evidence;

import static dev.edict.command.api.Rejection.Reason.EVIDENCE_MISSING;

import dev.edict.command.api.settings.EvidenceSetting;
import dev.edict.command.api.zone.Evidence;
import dev.edict.command.catalogue.CatalogueVersions;
import dev.edict.decision.DecisionEngine;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Decides on the evidence for a version under the command lock. */
@Component
class EvidenceCheck implements RequiredEvidence {

    private final JdbcEvidenceFacts facts;
    private final CatalogueVersions catalogues;
    private final DecisionEngine engine;

    EvidenceCheck(@Qualifier("writePool") DataSource writePool, CatalogueVersions catalogues, DecisionEngine engine) {
        this.facts = new JdbcEvidenceFacts(writePool);
        this.catalogues = catalogues;
        this.engine = engine;
    }

    @Override
    public @Nullable Evidence require(String zoneId, String versionId, String manifestSha256) {
        var found = facts.find(zoneId, manifestSha256);
        if (found.setting() == EvidenceSetting.NONE) {
            return null;
        }
        var missing = found.missing(catalogues.version(zoneId), engine.contract());
        var codes = missing.stream().map(MissingEvidence::code).toList();
        if (found.setting() == EvidenceSetting.REQUIRED && !missing.isEmpty()) {
            throw EVIDENCE_MISSING
                    .because(
                            "the zone requires evidence that version %s lacks: %s; simulate it with all suites in force",
                            versionId, words(missing))
                    .with("setting", found.setting().word())
                    .with("missing", codes);
        }
        return new Evidence(found.setting().word(), codes);
    }

    private static String words(List<MissingEvidence> missing) {
        return missing.stream().map(MissingEvidence::words).collect(Collectors.joining(", "));
    }
}
