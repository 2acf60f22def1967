package dev.edict.command.settings;

import static dev.edict.command.api.Rejection.Reason.GLOBAL_TOKEN_REQUIRED;
import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_FOUND;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.Precondition;
import dev.edict.command.api.settings.CanarySetting;
import dev.edict.command.api.settings.ChangeZoneSettings;
import dev.edict.command.api.settings.EvidenceSetting;
import dev.edict.command.api.settings.ZoneSettingsChanged;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import dev.edict.command.zone.directory.KnownZones;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The settings of a zone: how strictly its policies and its activations are checked. The defaults are those of the contract. */
@Aggregate(cache = "zoneSettingsCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("3")
class ZoneSettings {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String settingsId;

    private long settingsSeq;
    private boolean strict;
    private CanarySetting canaries = CanarySetting.OFF;
    private EvidenceSetting evidence = EvidenceSetting.NONE;

    protected ZoneSettings() {}

    /** The same settings again append no event, so that a periodic client does not fill the log. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(
            ChangeZoneSettings command,
            KnownZones zones,
            @MetaDataValue(Precondition.KEY) @Nullable Precondition believed) {
        if (!zones.exists(command.zoneId())) {
            throw ZONE_NOT_FOUND.because("no zone %s", command.zoneId());
        }
        Precondition.require(believed, "z" + settingsSeq);
        var wanted = command.canaries() == null ? canaries : command.canaries();
        var wantedEvidence = command.evidence() == null ? evidence : command.evidence();
        if (command.confined()) {
            requireNotLaxer(command.strict(), wanted, wantedEvidence);
        }
        if (settingsSeq == 0 || strict != command.strict() || canaries != wanted || evidence != wantedEvidence) {
            apply(new ZoneSettingsChanged(
                    command.zoneId(), settingsSeq + 1, command.strict(), wanted.word(), wantedEvidence.word()));
        }
    }

    private void requireNotLaxer(boolean wantedStrict, CanarySetting wantedCanaries, EvidenceSetting wantedEvidence) {
        if (strict && !wantedStrict) {
            throw GLOBAL_TOKEN_REQUIRED.because(
                    "only a token that is valid for all zones can turn off strict; this token is valid for one zone");
        }
        if (wantedCanaries.isLaxerThan(canaries)) {
            throw GLOBAL_TOKEN_REQUIRED.because(
                    "only a token that is valid for all zones can set canaries from %s to %s; this token is valid for one zone",
                    canaries.word(), wantedCanaries.word());
        }
        if (wantedEvidence.isLaxerThan(evidence)) {
            throw GLOBAL_TOKEN_REQUIRED.because(
                    "only a token that is valid for all zones can set evidence from %s to %s; this token is valid for one zone",
                    evidence.word(), wantedEvidence.word());
        }
    }

    @EventSourcingHandler
    void on(ZoneSettingsChanged event) {
        settingsId = ChangeZoneSettings.idOf(event.zoneId());
        settingsSeq = event.settingsSeq();
        strict = event.strict();
        canaries = event.canarySetting();
        evidence = event.evidenceSetting();
    }
}
