package dev.edict.command.caracal;

import dev.edict.command.api.Rejection;
import dev.edict.command.api.policyset.ImportPolicySet;
import dev.edict.command.caracal.CaracalImport.Kind;
import dev.edict.command.policy.PolicyChecks;
import dev.edict.command.policyset.SealedVersions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Imports policy sets, verifies the hash of every manifest, and requires that all of its entries exist. */
final class PolicySetImporter extends VersionedEntityImporter {

    private final PolicyImporter policies;
    private final ActivationImporter activations;
    private final Function<List<String>, PolicyChecks.Verdict> checks;

    PolicySetImporter(
            ExistingEntities known,
            ZoneImporter zones,
            Findings findings,
            ImportCommandSender commands,
            PolicyImporter policies,
            ActivationImporter activations,
            Function<List<String>, PolicyChecks.Verdict> checks) {
        super(Kind.POLICY_SET, Kind.POLICY_SET_VERSION, known, zones, findings, commands);
        this.policies = policies;
        this.activations = activations;
        this.checks = checks;
    }

    @Override
    void take(SourceEntity part) {
        super.take(part);
        var active = part.activeVersionId();
        if (active != null && part.last()) {
            var place = placeOf(active);
            activations.note(part, place != null && place.headId().equals(part.id()));
        }
    }

    @Override
    Optional<String> flaw(SourceEntity head, SourceEntity.Version version) {
        try {
            var entries = entries(version);
            var computed = SealedVersions.manifestSha256(entries);
            return computed.equals(version.sha256())
                    ? entries.stream()
                            .flatMap(entry -> missing(head, entry).stream())
                            .findFirst()
                    : Optional.of("its manifest has the hash %s, not %s".formatted(computed, version.sha256()));
        } catch (Rejection | JacksonException e) {
            return Optional.of("its manifest is invalid: " + e.getMessage());
        }
    }

    private Optional<String> missing(SourceEntity head, String policyVersionId) {
        var place = policies.placeOf(policyVersionId);
        if (place == null) {
            return Optional.of(
                    "it contains policy version %s, which does not exist in Edict".formatted(policyVersionId));
        }
        return place.zoneId().equals(head.zoneId())
                ? Optional.empty()
                : Optional.of("it contains policy version %s of zone %s".formatted(policyVersionId, place.zoneId()));
    }

    @Override
    Optional<String> objection(SourceEntity.Version version) {
        var entries = entries(version);
        return entries.stream().anyMatch(policies::isArchived)
                ? Optional.of("policy_archived")
                : Optional.ofNullable(checks.apply(entries).objection()).map(PolicySetImporter::code);
    }

    /**
     * For an invalid bundle the first problem is more specific than the rejection. A text that would be rejected has
     * its own warning.
     */
    private static String code(Rejection objection) {
        return objection.reason() == Rejection.Reason.INVALID_POLICY_BUNDLE
                ? objection.explanation()
                : objection.reason().code();
    }

    @Override
    Object command(SourceEntity head, List<SourceEntity.Version> newer) {
        var toBeActivated = activations.obstacle(head).isEmpty();
        var binding = head.binding();
        return new ImportPolicySet(
                head.id(),
                head.zoneId(),
                head.name(),
                head.description(),
                head.created(),
                newer.stream().map(PolicySetImporter::version).toList(),
                head.archived(),
                head.updatedToTell(),
                toBeActivated || binding == null ? null : binding.updatedAt());
    }

    private static ImportPolicySet.Version version(SourceEntity.Version version) {
        return new ImportPolicySet.Version(
                version.id(), version.version(), entries(version), version.schemaVersion(), version.created());
    }

    private static List<String> entries(SourceEntity.Version version) {
        return StreamSupport.stream(JsonMapper.shared().readTree(version.text()).spliterator(), false)
                .map(PolicySetImporter::entry)
                .toList();
    }

    private static String entry(JsonNode entry) {
        return entry.path("policy_version_id").asString("");
    }
}
