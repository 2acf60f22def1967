package dev.edict.audit.store;

import static dev.edict.audit.event.DeadLetterReason.OCCURRED_AT_OUT_OF_RANGE;
import static dev.edict.audit.event.DeadLetterReason.PG_PERMANENT_ERROR;
import static dev.edict.audit.event.DeadLetterReason.UNKNOWN_ZONE;

import dev.edict.audit.event.ReportedDecision;
import dev.edict.command.api.DatabaseFailure;
import dev.edict.command.api.zone.ZoneDirectory;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores decision audit events, each id once. Batches of all nodes are stored one after another, so that the numbers of
 * events become visible in their order. Thread-safe.
 */
@Component
public class EventStore {

    /** The most events of a batch. */
    public static final int MOST = 1_000;

    /** How far the clock of a decision point may be ahead. */
    private static final Duration LATEST = Duration.ofMinutes(5);

    private final ZoneDirectory zones;
    private final JdbcTemplate tables;
    private final EventMonths months;
    private final TransactionTemplate transactions;
    private final Set<String> knownZones = ConcurrentHashMap.newKeySet();

    EventStore(ZoneDirectory zones, @Qualifier("auditPool") DataSource auditPool) {
        this.zones = zones;
        this.tables = new JdbcTemplate(auditPool);
        this.months = new EventMonths(tables);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(auditPool));
    }

    /**
     * Stores a batch. Events that can never be stored are refused, and the others stored.
     *
     * @param batch at most {@link #MOST}
     * @throws DataAccessException if the database is away or busy; then the batch may have been stored
     */
    public Stored store(List<ReportedDecision> batch) {
        var refused = new ArrayList<Refused>();
        var usable = new ArrayList<Positioned>();
        var known = new HashMap<String, Boolean>();
        for (var position = 0; position < batch.size(); position++) {
            var event = batch.get(position);
            if (known.computeIfAbsent(event.zoneId(), this::isKnown)) {
                usable.add(new Positioned(position, event));
            } else {
                refused.add(new Refused(position, UNKNOWN_ZONE, "no zone has the id of zone_id"));
            }
        }
        var stored = usable.isEmpty() ? new Stored(0, 0, List.of()) : storeOrSplit(usable);
        refused.addAll(stored.refused());
        return new Stored(stored.added(), stored.repeated(), List.copyOf(refused));
    }

    private record Positioned(int position, ReportedDecision event) {

        LocalDate month() {
            return EventMonths.of(event.occurredAt());
        }
    }

    private boolean isKnown(String zoneId) {
        if (knownZones.contains(zoneId)) {
            return true;
        }
        if (zones.find(zoneId).isEmpty()) {
            return false;
        }
        knownZones.add(zoneId);
        return true;
    }

    /** PostgreSQL refuses a statement as a whole: the events that it cannot take are found by halves. */
    private Stored storeOrSplit(List<Positioned> batch) {
        var rows = AuditEvents.rows(events(batch));
        try {
            var turn = Objects.requireNonNull(transactions.execute(status -> inTransaction(batch, rows)));
            months.remember(turn.months());
            return turn.stored();
        } catch (DataAccessException e) {
            months.forget();
            if (DatabaseFailure.of(e) != DatabaseFailure.DATA) {
                throw e;
            }
            if (batch.size() == 1) {
                return new Stored(
                        0,
                        0,
                        List.of(new Refused(
                                batch.get(0).position(),
                                PG_PERMANENT_ERROR,
                                "a value is invalid for PostgreSQL, or beyond what it can store")));
            }
            var half = batch.size() / 2;
            return both(storeOrSplit(batch.subList(0, half)), storeOrSplit(batch.subList(half, batch.size())));
        }
    }

    private static Stored both(Stored one, Stored other) {
        var refused = new ArrayList<>(one.refused());
        refused.addAll(other.refused());
        return new Stored(one.added() + other.added(), one.repeated() + other.repeated(), refused);
    }

    private record Period(Instant from, Instant until) {

        boolean has(ReportedDecision event) {
            return !event.occurredAt().isBefore(from) && !event.occurredAt().isAfter(until);
        }
    }

    /** The outcome of a batch, and the months that take events. */
    private record Turn(Stored stored, Set<LocalDate> months) {}

    private Turn inTransaction(List<Positioned> batch, byte[] rows) {
        var period = takeTurn();
        var refused = new ArrayList<Refused>();
        var usable = new ArrayList<Positioned>();
        var inPeriod = batch.stream().filter(one -> period.has(one.event())).toList();
        var taking = months.make(inPeriod.stream().map(Positioned::month).collect(Collectors.toSet()));
        for (var candidate : batch) {
            if (period.has(candidate.event()) && taking.contains(candidate.month())) {
                usable.add(candidate);
            } else {
                refused.add(new Refused(
                        candidate.position(),
                        OCCURRED_AT_OUT_OF_RANGE,
                        "occurred_at lies in a time that is not kept, or more than 5 minutes ahead"));
            }
        }
        if (usable.isEmpty()) {
            return new Turn(new Stored(0, 0, refused), taking);
        }
        var events = events(usable);
        var stored = insert(events, refused.isEmpty() ? rows : AuditEvents.rows(events));
        stored.refused()
                .forEach(one ->
                        refused.add(new Refused(usable.get(one.position()).position(), one.reason(), one.detail())));
        return new Turn(new Stored(stored.added(), stored.repeated(), refused), taking);
    }

    private Period takeTurn() {
        return Objects.requireNonNull(tables.queryForObject(
                """
                select case when closed_before = '-infinity' then '0001-01-01Z' else closed_before end, clock_timestamp()
                from bridge.audit_arrival for update
                """,
                (row, number) -> new Period(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getObject(2, OffsetDateTime.class).toInstant().plus(LATEST))));
    }

    private static List<ReportedDecision> events(List<Positioned> batch) {
        return batch.stream().map(Positioned::event).toList();
    }

    private Stored insert(List<ReportedDecision> events, byte[] rows) {
        ConnectionCallback<Stored> insertion = (Connection connection) -> AuditEvents.insert(connection, events, rows);
        return Objects.requireNonNull(tables.execute(insertion));
    }
}
