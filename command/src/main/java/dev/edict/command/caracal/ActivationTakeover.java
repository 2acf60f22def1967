package dev.edict.command.caracal;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.zone.ImportActivation;
import dev.edict.command.caracal.CaracalImport.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Lets govern what governs in the source, once all sets are here. */
final class ActivationTakeover {

    private final List<SourceHead> noted = new ArrayList<>();
    private final ZoneTakeover zones;
    private final Findings findings;
    private final Delivery delivery;

    ActivationTakeover(ZoneTakeover zones, Findings findings, Delivery delivery) {
        this.zones = zones;
        this.findings = findings;
        this.delivery = delivery;
    }

    /** Remembers a set that has an active version, unless it cannot be activated here. */
    void note(SourceHead set, boolean versionIsHere) {
        var zone = zones.before(set.zoneId());
        if (zone != null && Objects.equals(zone.governingVersionId(), set.activeVersionId())) {
            findings.known(Kind.ACTIVATION);
            return;
        }
        obstacle(set, versionIsHere)
                .ifPresentOrElse(
                        reason -> findings.skipped(Kind.ACTIVATION, set.zoneId(), reason),
                        () -> noted.add(new SourceHead(
                                set.id(),
                                set.zoneId(),
                                set.name(),
                                set.description(),
                                set.created(),
                                set.updated(),
                                set.archivedAt(),
                                set.binding(),
                                List.of())));
    }

    /** Why the active version of a set is not to be activated here; empty for a set without one as well. */
    Optional<String> obstacle(SourceHead set, boolean versionIsHere) {
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
        if (!versionIsHere || set.versions().stream().noneMatch(v -> v.id().equals(set.activeVersionId()))) {
            return Optional.of("its version %s is not here, or of another set".formatted(set.activeVersionId()));
        }
        var zone = zones.before(set.zoneId());
        return zone != null && zone.everGoverned() ? Optional.of("the zone has been activated here") : Optional.empty();
    }

    void takeAll() {
        noted.forEach(this::take);
    }

    private void take(SourceHead set) {
        var binding = Objects.requireNonNull(set.binding());
        var refusal = delivery.send(new ImportActivation(
                set.zoneId(),
                set.id(),
                Objects.requireNonNull(binding.activeVersionId()),
                set.by(binding.updatedAt()),
                set.updated(),
                UuidCreator.getTimeOrderedEpoch().toString()));
        if (refusal.isPresent()) {
            findings.skipped(Kind.ACTIVATION, set.zoneId(), refusal.get());
        } else {
            findings.imported(Kind.ACTIVATION);
        }
    }
}
