package dev.edict.audit.store;

import static dev.edict.audit.event.DeadLetterReason.PG_PERMANENT_ERROR;
import static dev.edict.audit.event.DeadLetterReason.UNKNOWN_ZONE;

import dev.edict.audit.event.ReportedDecision;
import dev.edict.command.api.DatabaseFailure;
import dev.edict.command.api.zone.ZoneDirectory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
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

    private final ZoneDirectory zones;
    private final EventMonths months;
    private final StoreTurn turn;
    private final TransactionTemplate transactions;
    private final Set<String> knownZones = ConcurrentHashMap.newKeySet();

    EventStore(ZoneDirectory zones, @Qualifier("auditPool") DataSource auditPool) {
        this.zones = zones;
        var tables = new JdbcTemplate(auditPool);
        this.months = new EventMonths(tables);
        this.turn = new StoreTurn(tables, months);
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
        try {
            var done = Objects.requireNonNull(transactions.execute(status -> turn.store(batch)));
            months.remember(done.months());
            return done.stored();
        } catch (DataAccessException e) {
            months.forget();
            if (DatabaseFailure.of(e) != DatabaseFailure.DATA) {
                throw e;
            }
            if (batch.size() == 1) {
                var refused = batch.get(0)
                        .refused(PG_PERMANENT_ERROR, "a value is invalid for PostgreSQL, or beyond what it can store");
                return new Stored(0, 0, List.of(refused));
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
}
