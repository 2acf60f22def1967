package dev.edict.command.policy;

import static dev.edict.command.api.Rejection.Reason.POLICY_IN_USE;
import static dev.edict.command.api.Rejection.Reason.POLICY_NAME_CONFLICT;
import static dev.edict.command.api.Rejection.Reason.POLICY_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_FOUND;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.Precondition;
import dev.edict.command.api.policy.ArchivePolicy;
import dev.edict.command.api.policy.CreatePolicy;
import dev.edict.command.api.policy.CreatePolicyVersion;
import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.command.api.policy.PolicyVersionCreated;
import dev.edict.command.log.Contents;
import dev.edict.command.zone.KnownZones;
import dev.edict.decision.PolicyInput;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A named policy-data document of a zone and its immutable versions. */
@AggregateRoot
class Policy {

    @AggregateIdentifier
    private String policyId;

    private String zoneId;
    private int latestVersion;
    private boolean archived;

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
        Precondition.require(believed, latestVersion);
        applyVersion(command.versionId(), command.content(), contents);
    }

    @CommandHandler
    void handle(
            ArchivePolicy command,
            PolicyFacts facts,
            @MetaDataValue(Precondition.KEY) @Nullable Precondition believed) {
        requireLiveIn(command.zoneId());
        Precondition.require(believed, latestVersion);
        if (facts.isGoverning(zoneId, policyId)) {
            throw POLICY_IN_USE.because("the version that governs the zone contains policy %s", policyId);
        }
        apply(new PolicyArchived(policyId, zoneId));
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
    void on(PolicyCreated event) {
        policyId = event.policyId();
        zoneId = event.zoneId();
    }

    @EventSourcingHandler
    void on(PolicyVersionCreated event) {
        latestVersion = event.version();
    }

    @EventSourcingHandler
    void on(PolicyArchived event) {
        archived = true;
    }
}
