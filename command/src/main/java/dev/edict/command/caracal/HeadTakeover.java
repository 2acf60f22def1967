package dev.edict.command.caracal;

import dev.edict.command.caracal.CaracalImport.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes over heads and those of their versions that are sound and not here yet; what differs is left as it is here. */
abstract class HeadTakeover {

    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_DESCRIPTION = 4_096;

    private final Kind headKind;
    private final Kind versionKind;
    private final KnownHeads known;
    private final ZoneTakeover zones;
    private final Findings findings;
    private final Delivery delivery;
    private final Map<String, String> zonesOfVersions = new HashMap<>();

    HeadTakeover(
            Kind headKind,
            Kind versionKind,
            KnownHeads known,
            ZoneTakeover zones,
            Findings findings,
            Delivery delivery) {
        this.headKind = headKind;
        this.versionKind = versionKind;
        this.known = known;
        this.zones = zones;
        this.findings = findings;
        this.delivery = delivery;
    }

    /** Why a version cannot be taken over; empty for a sound one. */
    abstract Optional<String> flaw(SourceHead head, SourceHead.Version version);

    /** The code with which a sound version would be refused here; empty if it would not. */
    abstract Optional<String> objection(SourceHead.Version version);

    abstract Object command(SourceHead head, List<SourceHead.Version> newer);

    /** The zone of a version that is here by now; null if it is not. */
    @Nullable
    String zoneOf(String versionId) {
        return zonesOfVersions.get(versionId);
    }

    void take(SourceHead head) {
        var obstacle = obstacle(head);
        if (obstacle.isPresent()) {
            skip(head, head.versions(), obstacle.get(), "its %s was skipped".formatted(headKind));
            return;
        }
        var newer = newerOf(head);
        var there = known.head(head.id());
        if (there != null && newer.isEmpty()) {
            count(head, there);
            return;
        }
        var refusal = delivery.send(command(head, newer));
        if (refusal.isPresent()) {
            skip(head, newer, refusal.get(), "its %s was skipped".formatted(headKind));
            return;
        }
        if (there == null) {
            findings.imported(headKind);
            warn(head);
        } else {
            count(head, there);
        }
        newer.forEach(version -> imported(head, version));
    }

    private Optional<String> obstacle(SourceHead head) {
        var there = known.head(head.id());
        if (!zones.isHere(head.zoneId())) {
            return Optional.of("its zone %s was skipped".formatted(head.zoneId()));
        }
        if (there != null) {
            var same = there.zoneId().equals(head.zoneId()) && there.name().equals(head.name());
            return same
                    ? Optional.empty()
                    : Optional.of(
                            "another one has its id here: “%s” in zone %s".formatted(there.name(), there.zoneId()));
        }
        return known.isNameTaken(head.zoneId(), head.name())
                ? Optional.of("the zone has another live one named “%s” here".formatted(head.name()))
                : Optional.empty();
    }

    private List<SourceHead.Version> newerOf(SourceHead head) {
        var newer = new ArrayList<SourceHead.Version>();
        for (var version : head.versions()) {
            var flaw = flaw(head, version).or(() -> conflict(head, version));
            if (flaw.isPresent()) {
                findings.skipped(versionKind, version.id(), flaw.get());
            } else if (known.version(version.id()) != null) {
                findings.known(versionKind);
                zonesOfVersions.put(version.id(), head.zoneId());
            } else {
                newer.add(version);
            }
        }
        return newer;
    }

    private Optional<String> conflict(SourceHead head, SourceHead.Version version) {
        var there = known.version(version.id());
        if (there == null) {
            return version.version() > known.latestOf(head.id())
                    ? Optional.empty()
                    : Optional.of("version %d is another one here".formatted(version.version()));
        }
        var same = there.headId().equals(head.id())
                && there.version() == version.version()
                && there.sha256().equals(version.sha256());
        return same ? Optional.empty() : Optional.of("another version has its id here");
    }

    private void count(SourceHead head, KnownHeads.Head there) {
        if (head.isArchived() && !there.archived()) {
            findings.skipped(headKind, head.id(), "archived there since it was imported, and in use here");
        } else {
            findings.known(headKind);
        }
    }

    private void imported(SourceHead head, SourceHead.Version version) {
        findings.imported(versionKind);
        zonesOfVersions.put(version.id(), head.zoneId());
        objection(version).ifPresent(code -> findings.warned(versionKind, version.id(), code));
    }

    private void skip(SourceHead head, List<SourceHead.Version> versions, String reason, String reasonOfVersions) {
        findings.skipped(headKind, head.id(), reason);
        versions.forEach(version -> findings.skipped(versionKind, version.id(), reasonOfVersions));
    }

    private void warn(SourceHead head) {
        if (head.name().length() > LONGEST_NAME || head.name().isEmpty()) {
            findings.warned(headKind, head.id(), "name_out_of_bounds");
        }
        if (Objects.requireNonNullElse(head.description(), "").length() > LONGEST_DESCRIPTION) {
            findings.warned(headKind, head.id(), "description_too_long");
        }
    }
}
