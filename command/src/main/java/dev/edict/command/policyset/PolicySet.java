package dev.edict.command.policyset;

import static dev.edict.command.api.Rejection.Reason.POLICY_SET_NAME_CONFLICT;
import static dev.edict.command.api.Rejection.Reason.POLICY_SET_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_FOUND;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.ImportedVersions;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.Stamp;
import dev.edict.command.api.policyset.ArchivePolicySet;
import dev.edict.command.api.policyset.CreatePolicySet;
import dev.edict.command.api.policyset.CreatePolicySetVersion;
import dev.edict.command.api.policyset.ImportPolicySet;
import dev.edict.command.api.policyset.PolicySetArchived;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetRestamped;
import dev.edict.command.api.policyset.PolicySetVersionCreated;
import dev.edict.command.api.zone.ZoneDirectory;
import dev.edict.command.eventstore.ImportedEvents;
import dev.edict.command.eventstore.Notes;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import dev.edict.command.policy.PolicyVersions;
import dev.edict.command.settings.StrictZones;
import dev.edict.command.zone.directory.Governance;
import dev.edict.command.zone.directory.KnownZones;
import java.time.Instant;
import java.util.ArrayList;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A named bundle of policy versions, sealed version by version. */
@Aggregate(cache = "policySetCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("1")
class PolicySet {

    @AggregateIdentifier
    private String policySetId;

    private String zoneId;
    private int latestVersion;

    private boolean archived;
    private boolean changedHere;

    protected PolicySet() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    void handle(CreatePolicySet command, KnownZones zones, PolicySetNames names) {
        if (!zones.exists(command.zoneId())) {
            throw ZONE_NOT_FOUND.because("no zone %s", command.zoneId());
        }
        if (names.isTaken(command.zoneId(), command.name())) {
            throw POLICY_SET_NAME_CONFLICT.because("the zone has a live policy set named %s", command.name());
        }
        apply(new PolicySetCreated(command.policySetId(), command.zoneId(), command.name(), command.description()));
    }

    @CommandHandler
    void handle(
            CreatePolicySetVersion command,
            PolicyVersions policyVersions,
            Governance governance,
            StrictZones strictZones,
            @MetaDataValue(Precondition.KEY) @Nullable Precondition believed) {
        requireLiveIn(command.zoneId());
        requireExpectedVersion(believed, governance);
        var manifest = new Manifest(command.policyVersionIds());
        var known = policyVersions.find(manifest.policyVersionIds()).stream()
                .filter(version -> !command.confined() || version.zoneId().equals(zoneId))
                .toList();
        var schemaVersion = manifest.verifiedSchema(zoneId, known);
        requireNoObjection(command, strictZones);
        apply(new PolicySetVersionCreated(
                policySetId,
                zoneId,
                command.versionId(),
                latestVersion + 1,
                manifest.policyVersionIds(),
                manifest.sha256(),
                schemaVersion));
    }

    private void requireNoObjection(CreatePolicySetVersion command, StrictZones strictZones) {
        var objection = command.objection();
        if (objection != null) {
            throw objection;
        }
        var ifStrict = command.objectionIfStrict();
        if (ifStrict != null && strictZones.isStrict(zoneId)) {
            throw ifStrict;
        }
    }

    @CommandHandler
    void handle(
            ArchivePolicySet command,
            Governance governance,
            @MetaDataValue(Precondition.KEY) @Nullable Precondition believed) {
        requireLiveIn(command.zoneId());
        requireExpectedVersion(believed, governance);
        governance.endIfGovernedBy(zoneId, policySetId, command.dispatchId());
        apply(new PolicySetArchived(policySetId, zoneId));
    }

    /** Imports manifests without the checks for new ones, because they are in force in the source. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    ImportedVersions handle(
            ImportPolicySet command,
            ZoneDirectory zones,
            PolicySetNames names,
            SealedNumbers sealed,
            PolicyVersions policyVersions,
            Notes notes) {
        var past = new ImportedEvents(notes);
        if (policySetId != null && command.archived() == null) {
            requireLiveIn(command.zoneId());
        }
        if (policySetId == null) {
            requireRoom(command, zones, names);
            past.begin(
                    new PolicySetCreated(
                            command.policySetId(), command.zoneId(), command.name(), command.description()),
                    command.created());
        }
        var taken = new ArrayList<String>();
        // An import may omit numbers and add them later.
        var numbers = sealed.taken(
                policySetId,
                command.versions().stream()
                        .map(ImportPolicySet.Version::version)
                        .toList());
        for (var version : command.versions()) {
            if (!numbers.contains(version.version())) {
                takeOver(version, past, policyVersions);
                taken.add(version.versionId());
            }
        }
        if (command.archived() != null && past.hasBegun()) {
            past.change(new PolicySetArchived(policySetId, zoneId), command.archived());
        }
        restampIfNeeded(command, past);
        return new ImportedVersions(past.hasBegun(), taken);
    }

    /** Shows the last change of the source until a local change replaces it. */
    private void restampIfNeeded(ImportPolicySet command, ImportedEvents past) {
        var updated = command.updated();
        var boundAt = command.boundAt();
        var boundLater = past.hasBegun()
                && boundAt != null
                && !boundAt.equals(command.created().at());
        if (updated != null && !changedHere && (boundLater || !past.shows(updated))) {
            past.apply(restamped(updated, boundLater ? boundAt : null), updated);
        }
    }

    private static void requireRoom(ImportPolicySet command, ZoneDirectory zones, PolicySetNames names) {
        if (zones.find(command.zoneId()).isEmpty()) {
            throw ZONE_NOT_FOUND.because("no zone %s", command.zoneId());
        }
        if (names.isTaken(command.zoneId(), command.name())) {
            throw POLICY_SET_NAME_CONFLICT.because("the zone has another live policy set named %s", command.name());
        }
    }

    private void takeOver(ImportPolicySet.Version version, ImportedEvents past, PolicyVersions policyVersions) {
        var manifest = new Manifest(version.policyVersionIds());
        manifest.requireInZone(zoneId, policyVersions.find(manifest.policyVersionIds()));
        var created = new PolicySetVersionCreated(
                policySetId,
                zoneId,
                version.versionId(),
                version.version(),
                manifest.policyVersionIds(),
                manifest.sha256(),
                version.schemaVersion());
        past.change(created, version.created());
    }

    /** An imported activation carries the set's last change if the activation itself is not the last one. */
    void restamp(Stamp updated, ImportedEvents past) {
        if (!changedHere) {
            past.apply(restamped(updated, null), updated);
        }
    }

    private PolicySetRestamped restamped(Stamp updated, @Nullable Instant boundAt) {
        return new PolicySetRestamped(policySetId, zoneId, updated.by() != null, boundAt);
    }

    /** Archiving deactivates a governing set, so the expected tag must state whether the set governs. */
    private void requireExpectedVersion(@Nullable Precondition believed, Governance governance) {
        if (believed != null) {
            var since = governance.governedSince(zoneId, policySetId);
            Precondition.require(believed, "s" + latestVersion + (since == null ? "" : "-a" + since));
        }
    }

    private void requireLiveIn(String wantedZone) {
        if (archived || !zoneId.equals(wantedZone)) {
            throw POLICY_SET_NOT_FOUND.because("no live policy set %s in zone %s", policySetId, wantedZone);
        }
    }

    @EventSourcingHandler
    void on(PolicySetCreated event, @MetaDataValue(Attribution.IMPORTED) @Nullable Boolean imported) {
        policySetId = event.policySetId();
        zoneId = event.zoneId();
        changedHere = imported == null;
    }

    @EventSourcingHandler
    void on(PolicySetVersionCreated event, @MetaDataValue(Attribution.IMPORTED) @Nullable Boolean imported) {
        latestVersion = Math.max(latestVersion, event.version());
        changedHere |= imported == null;
    }

    @EventSourcingHandler
    void on(PolicySetArchived event, @MetaDataValue(Attribution.IMPORTED) @Nullable Boolean imported) {
        archived = true;
        changedHere |= imported == null;
    }
}
