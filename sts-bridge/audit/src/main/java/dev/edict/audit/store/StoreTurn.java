package dev.edict.audit.store;

import static dev.edict.audit.event.DeadLetterReason.OCCURRED_AT_OUT_OF_RANGE;
import static dev.edict.audit.event.DeadLetterReason.TAMPER_ON_REPLAY;
import static dev.edict.audit.store.Positioned.events;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toSet;

import dev.edict.audit.event.ReportedDecision;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stores a batch in the transaction of the thread. From its turn to its commit, batches of all nodes wait for it, so that
 * the numbers of events become visible in their order; what can come before the turn does.
 */
final class StoreTurn {

    /** How far the clock of a decision point may be ahead. */
    private static final Duration LATEST = Duration.ofMinutes(5);

    private final JdbcTemplate tables;
    private final EventMonths months;

    StoreTurn(JdbcTemplate tables, EventMonths months) {
        this.tables = tables;
        this.months = months;
    }

    /** The outcome of a batch, and the months that take events. */
    record Done(Stored stored, Set<LocalDate> months) {}

    Done store(List<Positioned> batch) {
        var unseen = on(connection -> AuditEvents.register(connection, events(batch)));
        // Of several with one id, the first counts.
        var byNovelty = batch.stream()
                .collect(partitioningBy(one -> unseen.remove(one.event().id())));
        var added = byNovelty.getOrDefault(true, List.of());
        var rows = AuditEvents.rows(events(added));
        var period = takeTurn();
        var taking = months.make(batch.stream()
                .filter(one -> period.has(one.event()))
                .map(Positioned::month)
                .collect(toSet()));
        Predicate<Positioned> isTaken = one -> period.has(one.event()) && taking.contains(one.month());
        var copied = copy(added, isTaken, rows);
        var repeated = byNovelty.getOrDefault(false, List.of()).stream()
                .filter(isTaken)
                .toList();
        var tampered = tampered(repeated);
        var refused = Stream.concat(late(batch, isTaken), tampered.stream()).toList();
        return new Done(new Stored(copied, repeated.size() - tampered.size(), refused), taking);
    }

    private record Period(Instant from, Instant until) {

        boolean has(ReportedDecision event) {
            return !event.occurredAt().isBefore(from) && !event.occurredAt().isAfter(until);
        }
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

    /**
     * Adds those that are in time, and lets go of the ids of others.
     *
     * @param rows of all of them
     * @return how many were added
     */
    private int copy(List<Positioned> unseen, Predicate<Positioned> isTaken, byte[] rows) {
        var inTime = unseen.stream().filter(isTaken).toList();
        if (inTime.size() < unseen.size()) {
            var late = events(unseen.stream().filter(isTaken.negate()).toList());
            on(connection -> AuditEvents.unregister(connection, late));
        }
        if (!inTime.isEmpty()) {
            var kept = inTime.size() < unseen.size() ? AuditEvents.rows(events(inTime)) : rows;
            on(connection -> AuditEvents.copy(connection, kept));
        }
        return inTime.size();
    }

    private static Stream<Refused> late(List<Positioned> batch, Predicate<Positioned> isTaken) {
        return batch.stream()
                .filter(isTaken.negate())
                .map(one -> one.refused(
                        OCCURRED_AT_OUT_OF_RANGE,
                        "occurred_at lies in a time that is not kept, or more than 5 minutes ahead"));
    }

    private List<Refused> tampered(List<Positioned> repeated) {
        if (repeated.isEmpty()) {
            return List.of();
        }
        var stored = on(connection -> AuditEvents.hashes(connection, events(repeated)));
        return repeated.stream()
                .filter(one -> !one.event()
                        .contentSha256()
                        .equals(stored.get(one.event().id())))
                .map(one -> one.refused(TAMPER_ON_REPLAY, "an event of this id is stored with other content"))
                .toList();
    }

    private <T> T on(ConnectionCallback<T> statements) {
        return Objects.requireNonNull(tables.execute(statements));
    }
}
