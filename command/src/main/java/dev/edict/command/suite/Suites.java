package dev.edict.command.suite;

import static dev.edict.command.api.Rejection.Reason.SUITE_NOT_FOUND;
import static dev.edict.command.api.Rejection.Reason.TOO_MANY_SUITES;
import static dev.edict.command.api.Rejection.Reason.TOO_MANY_SUITE_CASES;
import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_FOUND;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.Precondition;
import dev.edict.command.api.suite.DefineSuite;
import dev.edict.command.api.suite.RemoveSuite;
import dev.edict.command.api.suite.SuiteCommand;
import dev.edict.command.api.suite.SuiteDefined;
import dev.edict.command.api.suite.SuiteEvent;
import dev.edict.command.api.suite.SuiteRemoved;
import dev.edict.command.content.Contents;
import dev.edict.command.content.Sha256;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import dev.edict.command.suite.DefinedSuites.Newest;
import dev.edict.command.zone.directory.KnownZones;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The suites of a zone: at most 50 named lists of cases, with at most 10,000 cases together. */
@Aggregate(cache = "suitesCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("1")
class Suites {

    static final int MOST = 50;
    static final int MOST_CASES = 10_000;

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String suitesId;

    private long suitesVersion;
    private int count;
    private int totalCases;

    protected Suites() {}

    /**
     * The same definition again appends no event, so that a periodic client does not fill the log. Returns whether the
     * zone had no suite of this name.
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    boolean handle(
            DefineSuite command,
            KnownZones zones,
            DefinedSuites defined,
            Contents contents,
            @MetaDataValue(Precondition.KEY) @Nullable Precondition expected) {
        requireZone(command.zoneId(), zones);
        requireExpectedVersion(expected);
        var newest = defined.find(command.zoneId(), command.name());
        var replaced = newest.filter(Newest::inForce);
        if (replaced.filter(suite -> isSame(suite, command)).isPresent()) {
            return false;
        }
        var countAfter = replaced.isEmpty() ? count + 1 : count;
        var casesAfter =
                totalCases + command.cases() - replaced.map(Newest::cases).orElse(0);
        requireRoom(countAfter, casesAfter);
        apply(new SuiteDefined(
                command.zoneId(),
                suitesVersion + 1,
                command.name(),
                newest.map(Newest::suiteVersion).orElse(0L) + 1,
                command.description(),
                contents.keep(command.content()),
                command.content().getBytes(StandardCharsets.UTF_8).length,
                command.cases(),
                countAfter,
                casesAfter));
        return replaced.isEmpty();
    }

    @CommandHandler
    void handle(
            RemoveSuite command,
            KnownZones zones,
            DefinedSuites defined,
            @MetaDataValue(Precondition.KEY) @Nullable Precondition expected) {
        requireZone(command.zoneId(), zones);
        var removed = inForce(defined.find(command.zoneId(), command.name()), command.name());
        requireExpectedVersion(expected);
        apply(new SuiteRemoved(
                command.zoneId(), suitesVersion + 1, command.name(), count - 1, totalCases - removed.cases()));
    }

    private static Newest inForce(Optional<Newest> newest, String name) {
        return newest.filter(Newest::inForce)
                .orElseThrow(() -> SUITE_NOT_FOUND.because("the zone has no suite %s", name));
    }

    private static boolean isSame(Newest suite, DefineSuite wanted) {
        return suite.contentSha256().equals(Sha256.hex(wanted.content()))
                && Objects.equals(suite.description(), wanted.description());
    }

    private static void requireZone(String zoneId, KnownZones zones) {
        if (!zones.exists(zoneId)) {
            throw ZONE_NOT_FOUND.because("no zone %s", zoneId);
        }
    }

    private void requireExpectedVersion(@Nullable Precondition expected) {
        Precondition.require(expected, "s" + suitesVersion);
    }

    /** @throws dev.edict.command.api.Rejection {@code too_many_suites}, {@code too_many_suite_cases} */
    static void requireRoom(int suites, int cases) {
        if (suites > MOST) {
            throw TOO_MANY_SUITES.because("a zone has at most %d suites: remove one first", MOST);
        }
        if (cases > MOST_CASES) {
            throw TOO_MANY_SUITE_CASES.because(
                    "the suites of a zone have at most %d cases together, not %d: remove cases first",
                    MOST_CASES, cases);
        }
    }

    @EventSourcingHandler
    void on(SuiteEvent event) {
        suitesId = SuiteCommand.idOf(event.zoneId());
        suitesVersion = event.suitesVersion();
        count = event.count();
        totalCases = event.totalCases();
    }
}
