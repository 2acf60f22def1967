package dev.edict.command.caracal;

import dev.edict.command.api.policy.ImportPolicy;
import dev.edict.command.caracal.CaracalImport.Kind;
import dev.edict.command.content.Sha256;
import dev.edict.command.policy.PolicyChecks;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Imports policies and verifies the hash of every text. */
final class PolicyImporter extends VersionedEntityImporter {

    private final PolicyChecks checks;
    private final Set<String> archived = new HashSet<>();

    PolicyImporter(
            ExistingEntities known,
            ZoneImporter zones,
            Findings findings,
            ImportCommandSender commands,
            PolicyChecks checks) {
        super(Kind.POLICY, Kind.POLICY_VERSION, known, zones, findings, commands);
        this.checks = checks;
    }

    @Override
    void take(SourceEntity head) {
        super.take(head);
        if (head.isArchived()) {
            head.versions().forEach(version -> archived.add(version.id()));
        }
    }

    boolean isArchived(String versionId) {
        return archived.contains(versionId);
    }

    @Override
    Optional<String> flaw(SourceEntity head, SourceEntity.Version version) {
        var computed = Sha256.hex(version.text());
        return computed.equals(version.sha256())
                ? Optional.empty()
                : Optional.of("its content has the hash %s, not %s".formatted(computed, version.sha256()));
    }

    @Override
    Optional<String> objection(SourceEntity.Version version) {
        return checks.refusalOf(version.text());
    }

    @Override
    Object command(SourceEntity head, List<SourceEntity.Version> newer) {
        return new ImportPolicy(
                head.id(),
                head.zoneId(),
                head.name(),
                head.description(),
                head.created(),
                newer.stream().map(PolicyImporter::version).toList(),
                head.archived(),
                head.updatedToTell());
    }

    private static ImportPolicy.Version version(SourceEntity.Version version) {
        return new ImportPolicy.Version(
                version.id(), version.version(), version.text(), version.schemaVersion(), version.created());
    }
}
