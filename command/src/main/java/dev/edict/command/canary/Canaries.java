package dev.edict.command.canary;

import static dev.edict.command.api.Rejection.Reason.CANARY_CONTRADICTION;
import static dev.edict.command.api.Rejection.Reason.CANARY_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.TOO_MANY_CANARIES;
import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_FOUND;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.Precondition;
import dev.edict.command.api.canary.CanaryCommand;
import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryEvent;
import dev.edict.command.api.canary.CanaryRemoved;
import dev.edict.command.api.canary.DefineCanary;
import dev.edict.command.api.canary.RemoveCanary;
import dev.edict.command.canary.DefinedCanaries.Definition;
import dev.edict.command.content.Contents;
import dev.edict.command.content.Sha256;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import dev.edict.command.zone.directory.KnownZones;
import java.nio.charset.StandardCharsets;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The canaries of a zone: at most 200 named requests, each with the decision that is expected. */
@Aggregate(cache = "canariesCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("1")
class Canaries {

    static final int MOST = 200;

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String canariesId;

    private long canariesVersion;
    private int count;

    protected Canaries() {}

    /**
     * The same definition again appends no event, so that a periodic client does not fill the log. Returns whether the
     * zone had no canary of this name.
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    boolean handle(
            DefineCanary command,
            KnownZones zones,
            DefinedCanaries defined,
            Contents contents,
            @MetaDataValue(Precondition.KEY) @Nullable Precondition expected) {
        requireZone(command.zoneId(), zones);
        requireExpectedVersion(expected);
        var wanted = new Definition(Sha256.hex(command.input()), command.expect(), command.expectReason());
        var earlier = defined.find(command.zoneId(), command.name());
        if (earlier.filter(wanted::equals).isPresent()) {
            return false;
        }
        requireNoContradiction(command, wanted, defined);
        if (earlier.isEmpty()) {
            requireRoom(count + 1);
        }
        apply(new CanaryDefined(
                command.zoneId(),
                canariesVersion + 1,
                command.name(),
                contents.keep(command.input()),
                command.input().getBytes(StandardCharsets.UTF_8).length,
                command.expect(),
                command.expectReason(),
                earlier.isEmpty() ? count + 1 : count));
        return earlier.isEmpty();
    }

    @CommandHandler
    void handle(
            RemoveCanary command,
            KnownZones zones,
            DefinedCanaries defined,
            @MetaDataValue(Precondition.KEY) @Nullable Precondition expected) {
        requireZone(command.zoneId(), zones);
        if (defined.find(command.zoneId(), command.name()).isEmpty()) {
            throw CANARY_NOT_FOUND.because("the zone has no canary %s", command.name());
        }
        requireExpectedVersion(expected);
        apply(new CanaryRemoved(command.zoneId(), canariesVersion + 1, command.name(), count - 1));
    }

    private static void requireZone(String zoneId, KnownZones zones) {
        if (!zones.exists(zoneId)) {
            throw ZONE_NOT_FOUND.because("no zone %s", zoneId);
        }
    }

    private void requireExpectedVersion(@Nullable Precondition expected) {
        Precondition.require(expected, "c" + canariesVersion);
    }

    private static void requireNoContradiction(DefineCanary command, Definition wanted, DefinedCanaries defined) {
        defined.contradicting(command.zoneId(), command.name(), wanted).ifPresent(other -> {
            throw CANARY_CONTRADICTION
                    .because("%s", contradiction(other.name(), other.expectation()))
                    .with("canary", other.name());
        });
    }

    /** What is wrong with a canary that contradicts another. */
    static String contradiction(String other, String expectation) {
        return "the canary %s has the same input and expects %s: no decision fulfils both"
                .formatted(other, expectation);
    }

    /** @throws dev.edict.command.api.Rejection {@code too_many_canaries} */
    static void requireRoom(int canaries) {
        if (canaries > MOST) {
            throw TOO_MANY_CANARIES.because("a zone has at most %d canaries: remove one first", MOST);
        }
    }

    @EventSourcingHandler
    void on(CanaryEvent event) {
        canariesId = CanaryCommand.idOf(event.zoneId());
        canariesVersion = event.canariesVersion();
        count = event.count();
    }
}
