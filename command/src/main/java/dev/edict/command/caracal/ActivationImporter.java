package dev.edict.command.caracal;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.zone.ImportActivation;
import dev.edict.command.caracal.CaracalImport.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Activates the versions that are active in the source, after all sets are imported. */
final class ActivationImporter {

    private final List<SourceEntity> noted = new ArrayList<>();
    private final Set<String> governedThere = new HashSet<>();
    private final ZoneImporter zones;
    private final Findings findings;
    private final ImportCommandSender commands;

    ActivationImporter(ZoneImporter zones, Findings findings, ImportCommandSender commands) {
        this.zones = zones;
        this.findings = findings;
        this.commands = commands;
    }

    /** Remembers a set with an active version, unless the version cannot be activated. */
    void note(SourceEntity set, boolean versionIsHere) {
        governedThere.add(set.zoneId());
        var zone = zones.before(set.zoneId());
        if (zone != null && Objects.equals(zone.governingVersionId(), set.activeVersionId())) {
            findings.known(Kind.ACTIVATION);
            return;
        }
        obstacle(set)
                .or(() -> versionIsHere ? Optional.empty() : Optional.of(missing(set)))
                .ifPresentOrElse(
                        reason -> findings.skipped(Kind.ACTIVATION, set.zoneId(), reason),
                        () -> noted.add(set.part(List.of(), true, true)));
    }

    private static String missing(SourceEntity set) {
        return "its version %s does not exist in Edict, or belongs to another set".formatted(set.activeVersionId());
    }

    /** Why no version of a set can be activated; also present if none is active in the source. */
    Optional<String> obstacle(SourceEntity set) {
        if (set.activeVersionId() == null) {
            return Optional.of("none of its versions is active");
        }
        if (!zones.isHere(set.zoneId())) {
            return Optional.of("the zone was skipped");
        }
        if (zones.isArchived(set.zoneId())) {
            return Optional.of("the zone is archived, and an archived zone has no active version in Edict");
        }
        if (set.isArchived()) {
            return Optional.of("the set %s is archived".formatted(set.id()));
        }
        var zone = zones.before(set.zoneId());
        return zone != null && zone.hasLocalDecision()
                ? Optional.of("the governing version was decided in Edict since the import")
                : Optional.empty();
    }

    /** Reports a binding whose set belongs to another zone. */
    void stray(String zoneId, String policySetId) {
        governedThere.add(zoneId);
        findings.skipped(Kind.ACTIVATION, zoneId, "it is bound to the set %s of another zone".formatted(policySetId));
    }

    void takeAll() {
        noted.forEach(this::take);
        zones.before().stream()
                .filter(zone -> zones.isHere(zone.zoneId()) && !governedThere.contains(zone.zoneId()))
                .filter(zone -> zone.governingVersionId() != null && !zone.hasLocalDecision())
                .forEach(zone -> findings.skipped(
                        Kind.ACTIVATION,
                        zone.zoneId(),
                        "no version is active in the source any more, but %s is active in Edict: deactivate the zone in Edict"
                                .formatted(zone.governingVersionId())));
    }

    private void take(SourceEntity set) {
        var binding = Objects.requireNonNull(set.binding());
        var command = new ImportActivation(
                set.zoneId(),
                set.id(),
                Objects.requireNonNull(binding.activeVersionId()),
                set.by(binding.updatedAt()),
                set.updated(),
                UuidCreator.getTimeOrderedEpoch().toString());
        var answer = commands.send(command, Boolean.class, true);
        if (answer.refusal() != null) {
            findings.skipped(Kind.ACTIVATION, set.zoneId(), answer.refusal());
        } else if (Objects.equals(answer.result(), true)) {
            findings.imported(Kind.ACTIVATION);
        } else {
            findings.known(Kind.ACTIVATION);
        }
    }
}
