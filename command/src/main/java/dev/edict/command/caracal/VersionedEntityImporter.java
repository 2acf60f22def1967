package dev.edict.command.caracal;

import dev.edict.command.api.ImportedVersions;
import dev.edict.command.caracal.CaracalImport.Kind;
import dev.edict.command.naming.NameText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Imports heads and their missing valid versions. It leaves existing entities unchanged, even if they differ. */
abstract class VersionedEntityImporter {

    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_DESCRIPTION = 4_096;

    private final Kind headKind;
    private final Kind versionKind;
    private final ExistingEntities known;
    private final ZoneImporter zones;
    private final Findings findings;
    private final ImportCommandSender commands;
    private final Map<String, Place> places = new HashMap<>();
    private boolean skipped;

    VersionedEntityImporter(
            Kind headKind,
            Kind versionKind,
            ExistingEntities known,
            ZoneImporter zones,
            Findings findings,
            ImportCommandSender commands) {
        this.headKind = headKind;
        this.versionKind = versionKind;
        this.known = known;
        this.zones = zones;
        this.findings = findings;
        this.commands = commands;
    }

    /** Why a version cannot be imported; empty for a valid one. */
    abstract Optional<String> flaw(SourceEntity head, SourceEntity.Version version);

    /** The error code with which Edict would reject a valid version; empty if it would accept it. */
    abstract Optional<String> objection(SourceEntity.Version version);

    abstract Object command(SourceEntity head, List<SourceEntity.Version> newer);

    /** The place of a version that exists by now; null if it does not. */
    @Nullable
    Place placeOf(String versionId) {
        return places.get(versionId);
    }

    /** The zone and the head of a version. */
    record Place(String zoneId, String headId) {}

    /** Imports a head, or the next part of the last one. */
    void take(SourceEntity part) {
        if (part.first()) {
            begin(part);
        }
        if (skipped) {
            skipAll(part.versions(), "its %s was skipped".formatted(headKind));
            return;
        }
        var newer = newerOf(part);
        var isNew = part.first() && known.head(part.id()) == null;
        if (isNew || !newer.isEmpty()) {
            send(part, newer, isNew);
        }
    }

    private void begin(SourceEntity head) {
        var obstacle = obstacle(head);
        skipped = obstacle.isPresent();
        obstacle.ifPresent(reason -> findings.skipped(headKind, head.id(), reason));
        var there = known.head(head.id());
        if (!skipped && there != null) {
            difference(head, there)
                    .ifPresentOrElse(
                            reason -> findings.skipped(headKind, head.id(), reason), () -> findings.known(headKind));
        }
    }

    private Optional<String> obstacle(SourceEntity head) {
        var there = known.head(head.id());
        if (!zones.isHere(head.zoneId())) {
            return Optional.of("its zone %s was skipped".formatted(head.zoneId()));
        }
        if (there != null) {
            var same = there.zoneId().equals(head.zoneId()) && there.name().equals(head.name());
            return same
                    ? Optional.empty()
                    : Optional.of(
                            "another one has its id in Edict: “%s” in zone %s".formatted(there.name(), there.zoneId()));
        }
        return known.isNameTaken(head.zoneId(), head.name())
                ? Optional.of("the zone has another live one named “%s” in Edict".formatted(head.name()))
                : Optional.empty();
    }

    private static Optional<String> difference(SourceEntity head, ExistingEntities.Head there) {
        if (head.isArchived() == there.archived()) {
            return Optional.empty();
        }
        return Optional.of(
                there.archived()
                        ? "archived in Edict, live in the source"
                        : "archived in the source after the import, live in Edict");
    }

    private void send(SourceEntity part, List<SourceEntity.Version> newer, boolean isNew) {
        var ids = newer.stream().map(SourceEntity.Version::id).toList();
        var answer = commands.send(command(part, newer), ImportedVersions.class, new ImportedVersions(isNew, ids));
        if (answer.refusal() != null && isNew) {
            skipped = true;
            findings.skipped(headKind, part.id(), answer.refusal());
            skipAll(newer, "its %s was skipped".formatted(headKind));
        } else if (answer.refusal() != null) {
            skipAll(newer, answer.refusal());
        } else {
            applied(part, newer, isNew, Objects.requireNonNull(answer.result()));
        }
    }

    private void applied(
            SourceEntity part, List<SourceEntity.Version> newer, boolean isNew, ImportedVersions imported) {
        if (isNew && imported.begun()) {
            findings.imported(headKind);
            warn(part);
        } else if (isNew) {
            findings.skipped(headKind, part.id(), "another change created it during the import");
        }
        for (var version : newer) {
            if (imported.versionIds().contains(version.id())) {
                imported(part, version);
            } else {
                findings.skipped(versionKind, version.id(), taken(version) + ", created during the import");
            }
        }
    }

    private List<SourceEntity.Version> newerOf(SourceEntity part) {
        var newer = new ArrayList<SourceEntity.Version>();
        for (var version : part.versions()) {
            var flaw = flaw(part, version).or(() -> conflict(part, version));
            if (flaw.isPresent()) {
                findings.skipped(versionKind, version.id(), flaw.get());
            } else if (known.version(version.id()) != null) {
                findings.known(versionKind);
                places.put(version.id(), new Place(part.zoneId(), part.id()));
            } else {
                newer.add(version);
            }
        }
        return newer;
    }

    private Optional<String> conflict(SourceEntity head, SourceEntity.Version version) {
        var there = known.version(version.id());
        if (there != null) {
            var same = there.headId().equals(head.id())
                    && there.version() == version.version()
                    && there.sha256().equals(version.sha256());
            return same ? Optional.empty() : Optional.of("another version has its id in Edict");
        }
        if (known.isTaken(head.id(), version.version())) {
            return Optional.of(taken(version));
        }
        var knownHead = known.head(head.id());
        return knownHead != null && knownHead.archived() && !head.isArchived()
                ? Optional.of("its %s is archived in Edict".formatted(headKind))
                : Optional.empty();
    }

    private static String taken(SourceEntity.Version version) {
        return "version %d is another one in Edict".formatted(version.version());
    }

    private void imported(SourceEntity head, SourceEntity.Version version) {
        findings.imported(versionKind);
        places.put(version.id(), new Place(head.zoneId(), head.id()));
        objection(version).ifPresent(code -> findings.warned(versionKind, version.id(), code));
    }

    private void skipAll(List<SourceEntity.Version> versions, String reason) {
        versions.forEach(version -> findings.skipped(versionKind, version.id(), reason));
    }

    private void warn(SourceEntity head) {
        if (head.name().length() > LONGEST_NAME || head.name().isEmpty()) {
            findings.warned(headKind, head.id(), "name_out_of_bounds");
        }
        if (NameText.flaw(head.name()).isPresent()) {
            findings.warned(headKind, head.id(), "name_not_readable");
        }
        if (Objects.requireNonNullElse(head.description(), "").length() > LONGEST_DESCRIPTION) {
            findings.warned(headKind, head.id(), "description_too_long");
        }
    }
}
