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

/** Lets govern what governs in the source, once all sets are here. */
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

    /** Remembers a set that has an active version, unless it cannot be activated here. */
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
        return "its version %s is not here, or of another set".formatted(set.activeVersionId());
    }

    /** Why no version of a set is to be activated here; also if none of it is active. */
    Optional<String> obstacle(SourceEntity set) {
        if (set.activeVersionId() == null) {
            return Optional.of("nothing of it is active");
        }
        if (!zones.isHere(set.zoneId())) {
            return Optional.of("the zone was skipped");
        }
        if (zones.isArchived(set.zoneId())) {
            return Optional.of("the zone is archived, and nothing governs an archived zone here");
        }
        if (set.isArchived()) {
            return Optional.of("the set %s is archived".formatted(set.id()));
        }
        var zone = zones.before(set.zoneId());
        return zone != null && zone.hasLocalDecision()
                ? Optional.of("what governs the zone has been decided here since")
                : Optional.empty();
    }

    /** A binding that belongs to no set of its zone. */
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
                        "nothing governs the zone there any more, and %s does here: deactivate it here"
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
