package dev.edict.command.zone;

import static dev.edict.command.api.Rejection.Reason.ACTIVE_VERSION_CHANGED;
import static dev.edict.command.api.Rejection.Reason.NO_ROLLBACK_TARGET;
import static dev.edict.command.api.Rejection.Reason.VERSION_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_ACTIVE;
import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.ZONE_SLUG_CONFLICT;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.NoteReference;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.Stamp;
import dev.edict.command.api.zone.ActivatePolicySetVersion;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.ArchiveZone;
import dev.edict.command.api.zone.ChangeZone;
import dev.edict.command.api.zone.DeactivateZone;
import dev.edict.command.api.zone.ExpectedActive;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.RegisterZone;
import dev.edict.command.api.zone.RollbackActivation;
import dev.edict.command.api.zone.ZoneArchived;
import dev.edict.command.api.zone.ZoneChanged;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.command.api.zone.ZoneRegistered;
import dev.edict.command.eventstore.ImportedEvents;
import dev.edict.command.eventstore.Notes;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import dev.edict.command.policyset.SealedVersions;
import dev.edict.command.policyset.SealedVersions.SealedVersion;
import dev.edict.command.simulation.Simulations;
import dev.edict.command.zone.directory.KnownZones;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The zone aggregate decides which policy-set version governs the zone: one or none. */
@Aggregate(cache = "zoneCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("1")
class Zone {

    @AggregateIdentifier
    private String zoneId;

    private String ownSlug;

    private @Nullable String governingSet;
    private @Nullable String governingVersion;

    /** The activation or deactivation that a rollback undoes. */
    private @Nullable Long governingSeq;

    private long activationSeq;

    /** Whether a command other than an import decided the governing version; snapshots contain this field name. */
    private boolean decidedHere;

    private boolean archived;

    protected Zone() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    void handle(RegisterZone command, KnownZones zones, SlugNumbers numbers) {
        var wanted = command.slug();
        if (wanted != null && zones.isSlugTaken(wanted)) {
            throw ZONE_SLUG_CONFLICT.because("the slug %s is taken", wanted);
        }
        var slug = wanted != null ? wanted : Slug.of(command.name(), zones, numbers);
        apply(new ZoneRegistered(command.zoneId(), command.name(), slug, command.dcrEnabled()));
    }

    @CommandHandler
    void handle(ChangeZone command, KnownZones zones) {
        requireInUse();
        var slug = command.slug();
        if (slug != null && !slug.equals(ownSlug) && zones.isSlugTaken(slug)) {
            throw ZONE_SLUG_CONFLICT.because("the slug %s is taken", slug);
        }
        apply(new ZoneChanged(
                zoneId,
                command.name(),
                slug,
                command.dcrEnabled(),
                command.operatorCoauthorBadge(),
                command.operatorGoverned()));
    }

    @CommandHandler
    void handle(ArchiveZone command, @MetaDataValue(Precondition.KEY) @Nullable Precondition expected) {
        requireInUse();
        requireExpectedVersion(expected);
        if (governingVersion != null) {
            deactivate(null, command.dispatchId());
        }
        apply(new ZoneArchived(zoneId));
    }

    boolean isRegistered() {
        return zoneId != null;
    }

    void requireInUse() {
        if (archived) {
            throw ZONE_NOT_FOUND.because("zone %s is archived", zoneId);
        }
    }

    @CommandHandler
    void handle(
            ActivatePolicySetVersion command,
            SealedVersions sealed,
            Simulations simulations,
            ActivationGuard guard,
            @MetaDataValue(Precondition.KEY) @Nullable Precondition expected) {
        requireInUse();
        var version = sealed.find(zoneId, command.policySetId(), command.versionId())
                .orElseThrow(() -> VERSION_NOT_FOUND.because(
                        "no version %s in set %s of this zone", command.versionId(), command.policySetId()));
        requireExpectedVersion(expected);
        requireExpectedVersion(command.expectedActive());
        var grounds = guard.require(command, version, activationSeq, governingVersion);
        var simulation = simulations.latestOf(zoneId, version.manifestSha256()).orElse(null);
        apply(activated(version, simulation, grounds, command.dispatchId()));
    }

    private PolicySetVersionActivated activated(
            SealedVersion version, @Nullable String simulationId, ActivationGrounds grounds, String dispatchId) {
        return new PolicySetVersionActivated(
                zoneId,
                version.policySetId(),
                version.versionId(),
                version.manifestSha256(),
                activationSeq + 1,
                governingSeq,
                governingVersion,
                simulationId,
                grounds,
                dispatchId);
    }

    /**
     * Follows the source's active version, unless a local decision exists. Returns whether the governing version
     * changed.
     */
    boolean follow(SealedVersion version, String dispatchId, Stamp activated, ImportedEvents past) {
        if (decidedHere) {
            throw ACTIVE_VERSION_CHANGED.because("the governing version was decided in Edict since the import");
        }
        if (version.versionId().equals(governingVersion)) {
            return false;
        }
        past.change(activated(version, null, ActivationGrounds.NONE, dispatchId), activated);
        return true;
    }

    @CommandHandler
    Restored handle(
            RollbackActivation command,
            Activations activations,
            Notes notes,
            @MetaDataValue(Precondition.KEY) @Nullable Precondition expected) {
        requireInUse();
        requireExpectedVersion(expected);
        requireExpectedVersion(command.expectedActive());
        var undone = governingSeq;
        if (undone == null) {
            throw NO_ROLLBACK_TARGET.because("no version has governed this zone yet");
        }
        var wanted = command.versionId();
        var target = wanted == null ? replacedBy(undone, activations) : thatGoverned(wanted, activations);
        var from = governingVersion;
        apply(new ActivationRolledBack(
                zoneId,
                target.policySetId(),
                target.versionId(),
                target.manifestSha256(),
                activationSeq + 1,
                target.seq(),
                undone,
                from,
                notes.keep(command.reason()),
                command.dispatchId()));
        return new Restored(target.policySetId(), target.versionId(), from);
    }

    private Activation replacedBy(long seq, Activations activations) {
        return activations
                .before(zoneId, seq, governingVersion)
                .orElseThrow(() -> NO_ROLLBACK_TARGET.because("no earlier version is left; name one with version_id"));
    }

    private Activation thatGoverned(String versionId, Activations activations) {
        if (versionId.equals(governingVersion)) {
            throw NO_ROLLBACK_TARGET.because("version %s governs already", versionId);
        }
        return activations
                .latestOf(zoneId, versionId)
                .orElseThrow(() -> NO_ROLLBACK_TARGET.because("version %s never governed this zone", versionId));
    }

    @CommandHandler
    void handle(DeactivateZone command, Notes notes, @MetaDataValue(Precondition.KEY) @Nullable Precondition expected) {
        requireInUse();
        requireExpectedVersion(expected);
        requireExpectedVersion(command.expectedActive());
        if (governingVersion == null) {
            throw ZONE_NOT_ACTIVE.because("nothing governs this zone");
        }
        deactivate(notes.keep(command.reason()), command.dispatchId());
    }

    private void requireExpectedVersion(@Nullable Precondition expected) {
        try {
            Precondition.require(expected, "a" + activationSeq);
        } catch (Rejection changed) {
            throw changed.with("activeVersionId", governingVersion);
        }
    }

    private void requireExpectedVersion(ExpectedActive expected) {
        if (!expected.agreesWith(governingVersion)) {
            throw ACTIVE_VERSION_CHANGED
                    .because("expected %s to govern, but it is %s", expected.versionId(), governingVersion)
                    .with("activeVersionId", governingVersion);
        }
    }

    /** The number of the change that activated the set; null if the set does not govern. */
    @Nullable
    Long governedSince(String policySetId) {
        return policySetId.equals(governingSet) ? Long.valueOf(activationSeq) : null;
    }

    /** Deactivates the zone if the set that is being archived governs it. */
    void endIfGovernedBy(String policySetId, String dispatchId) {
        if (governingVersion != null && policySetId.equals(governingSet)) {
            deactivate(null, dispatchId);
        }
    }

    private void deactivate(@Nullable NoteReference reason, String dispatchId) {
        apply(new ZoneDeactivated(
                zoneId,
                Objects.requireNonNull(governingSet),
                Objects.requireNonNull(governingVersion),
                activationSeq + 1,
                Objects.requireNonNull(governingSeq),
                reason,
                dispatchId));
    }

    @EventSourcingHandler
    void on(ZoneRegistered event) {
        zoneId = event.zoneId();
        ownSlug = event.slug();
    }

    @EventSourcingHandler
    void on(ZoneChanged event) {
        if (event.slug() != null) {
            ownSlug = event.slug();
        }
    }

    @EventSourcingHandler
    void on(ZoneArchived event) {
        archived = true;
    }

    @EventSourcingHandler
    void on(PolicySetVersionActivated event, @MetaDataValue(Attribution.IMPORTED) @Nullable Boolean imported) {
        decidedHere |= imported == null;
        governingSet = event.policySetId();
        governingVersion = event.versionId();
        governingSeq = event.activationSeq();
        activationSeq = event.activationSeq();
    }

    @EventSourcingHandler
    void on(ActivationRolledBack event) {
        decidedHere = true;
        governingSet = event.policySetId();
        governingVersion = event.versionId();
        governingSeq = event.restoredSeq();
        activationSeq = event.activationSeq();
    }

    @EventSourcingHandler
    void on(ZoneDeactivated event) {
        decidedHere = true;
        governingSet = null;
        governingVersion = null;
        governingSeq = event.activationSeq();
        activationSeq = event.activationSeq();
    }
}
