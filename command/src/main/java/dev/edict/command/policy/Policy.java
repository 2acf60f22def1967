package dev.edict.command.policy;

import static dev.edict.command.api.Rejection.Reason.POLICY_IN_USE;
import static dev.edict.command.api.Rejection.Reason.POLICY_NAME_CONFLICT;
import static dev.edict.command.api.Rejection.Reason.POLICY_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_FOUND;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.ImportedVersions;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.policy.ArchivePolicy;
import dev.edict.command.api.policy.CreatePolicy;
import dev.edict.command.api.policy.CreatePolicyVersion;
import dev.edict.command.api.policy.ImportPolicy;
import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.command.api.policy.PolicyRestamped;
import dev.edict.command.api.policy.PolicyVersionCreated;
import dev.edict.command.api.zone.ZoneDirectory;
import dev.edict.command.content.Contents;
import dev.edict.command.eventstore.ImportedEvents;
import dev.edict.command.eventstore.Notes;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import dev.edict.command.zone.directory.KnownZones;
import dev.edict.decision.input.PolicyInput;
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

/** A named policy-data document of a zone and its immutable versions. */
@Aggregate(cache = "policyCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("1")
class Policy {

    @AggregateIdentifier
    private String policyId;

    private String zoneId;
    private int latestVersion;

    private boolean archived;
    private boolean changedHere;

    protected Policy() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    void handle(CreatePolicy command, KnownZones zones, PolicyFacts facts, Contents contents) {
        if (!zones.exists(command.zoneId())) {
            throw ZONE_NOT_FOUND.because("no zone %s", command.zoneId());
        }
        if (facts.isNameTaken(command.zoneId(), command.name())) {
            throw POLICY_NAME_CONFLICT.because("the zone has a live policy named %s", command.name());
        }
        apply(new PolicyCreated(command.policyId(), command.zoneId(), command.name(), command.description()));
        applyVersion(command.versionId(), command.content(), contents);
    }

    @CommandHandler
    void handle(
            CreatePolicyVersion command,
            Contents contents,
            @MetaDataValue(Precondition.KEY) @Nullable Precondition believed) {
        requireLiveIn(command.zoneId());
        Precondition.require(believed, "v" + latestVersion);
        applyVersion(command.versionId(), command.content(), contents);
    }

    @CommandHandler
    void handle(
            ArchivePolicy command,
            PolicyFacts facts,
            @MetaDataValue(Precondition.KEY) @Nullable Precondition believed) {
        requireLiveIn(command.zoneId());
        Precondition.require(believed, "v" + latestVersion);
        if (facts.isGoverning(zoneId, policyId)) {
            throw POLICY_IN_USE.because("the version that governs the zone contains policy %s", policyId);
        }
        apply(new PolicyArchived(policyId, zoneId));
    }

    /** Imports versions without the checks for new ones, because they are in force in the source. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    ImportedVersions handle(
            ImportPolicy command, ZoneDirectory zones, PolicyFacts facts, Contents contents, Notes notes) {
        var past = new ImportedEvents(notes);
        if (policyId != null && command.archived() == null) {
            requireLiveIn(command.zoneId());
        }
        if (policyId == null) {
            requireRoom(command, zones, facts);
            past.begin(
                    new PolicyCreated(command.policyId(), command.zoneId(), command.name(), command.description()),
                    command.created());
        }
        var taken = new ArrayList<String>();
        // An import may omit numbers and add them later.
        var numbers = facts.takenNumbers(
                policyId,
                command.versions().stream().map(ImportPolicy.Version::version).toList());
        for (var version : command.versions()) {
            if (!numbers.contains(version.version())) {
                takeOver(version, past, contents);
                taken.add(version.versionId());
            }
        }
        if (command.archived() != null && past.hasBegun()) {
            past.change(new PolicyArchived(policyId, zoneId), command.archived());
        }
        restampIfNeeded(command, past);
        return new ImportedVersions(past.hasBegun(), taken);
    }

    /** Shows the last change of the source until a local change replaces it. */
    private void restampIfNeeded(ImportPolicy command, ImportedEvents past) {
        var updated = command.updated();
        if (updated != null && !changedHere && !past.shows(updated)) {
            past.apply(new PolicyRestamped(policyId, zoneId, updated.by() != null), updated);
        }
    }

    private static void requireRoom(ImportPolicy command, ZoneDirectory zones, PolicyFacts facts) {
        if (zones.find(command.zoneId()).isEmpty()) {
            throw ZONE_NOT_FOUND.because("no zone %s", command.zoneId());
        }
        if (facts.isNameTaken(command.zoneId(), command.name())) {
            throw POLICY_NAME_CONFLICT.because("the zone has another live policy named %s", command.name());
        }
    }

    private void takeOver(ImportPolicy.Version version, ImportedEvents past, Contents contents) {
        var created = new PolicyVersionCreated(
                policyId,
                zoneId,
                version.versionId(),
                version.version(),
                contents.keep(version.content()),
                version.content().length(),
                version.schemaVersion());
        if (version.version() > 1) {
            past.change(created, version.created());
        } else {
            past.apply(created, version.created());
        }
    }

    private void requireLiveIn(String wantedZone) {
        if (archived || !zoneId.equals(wantedZone)) {
            throw POLICY_NOT_FOUND.because("no live policy %s in zone %s", policyId, wantedZone);
        }
    }

    private void applyVersion(String versionId, String content, Contents contents) {
        apply(new PolicyVersionCreated(
                policyId,
                zoneId,
                versionId,
                latestVersion + 1,
                contents.keep(content),
                content.length(),
                PolicyInput.SCHEMA_VERSION));
    }

    @EventSourcingHandler
    void on(PolicyCreated event, @MetaDataValue(Attribution.IMPORTED) @Nullable Boolean imported) {
        policyId = event.policyId();
        zoneId = event.zoneId();
        changedHere = imported == null;
    }

    @EventSourcingHandler
    void on(PolicyVersionCreated event, @MetaDataValue(Attribution.IMPORTED) @Nullable Boolean imported) {
        latestVersion = Math.max(latestVersion, event.version());
        changedHere |= imported == null;
    }

    @EventSourcingHandler
    void on(PolicyArchived event, @MetaDataValue(Attribution.IMPORTED) @Nullable Boolean imported) {
        archived = true;
        changedHere |= imported == null;
    }
}
