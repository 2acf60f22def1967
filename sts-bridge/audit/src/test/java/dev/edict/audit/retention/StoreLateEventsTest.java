package dev.edict.audit.retention;

import static dev.edict.audit.event.DeadLetterReason.OCCURRED_AT_OUT_OF_RANGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.audit.event.ReportedDecision;
import dev.edict.audit.event.Source;
import dev.edict.audit.store.DeadLetter;
import dev.edict.audit.store.EventStore;
import dev.edict.audit.store.Stores;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A month that is dropped, or about to be, takes no event any more. */
@Tag("servers")
class StoreLateEventsTest {

    private final RetainedMonths months = new RetainedMonths();
    private final EventStore store = Stores.events(months.pool());

    @Test
    void a_late_event_of_a_dropped_month_becomes_a_dead_letter() {
        months.events("z1", "2024-03", 8);
        months.retainFrom("2024-05-01T00:00:00Z");
        assertThat(isRefused("e1", "2024-03-31T23:59:59.999999Z")).isTrue();
        assertThat(months.months()).doesNotContainKey("2024-03");

        Stores.deadLetters(months.pool())
                .keep(List.of(new DeadLetter(
                        Source.STREAM,
                        "1-1",
                        OCCURRED_AT_OUT_OF_RANGE,
                        "late",
                        100,
                        new byte[32],
                        event("e1", "2024-03-31T23:59:59.999999Z"))));
        assertThat(months.sql()
                        .sql("select reason || ' ' || event_id from bridge.audit_dead_letter")
                        .query(String.class)
                        .list())
                .containsExactly("occurred_at_out_of_range e1");
    }

    @Test
    void a_month_is_closed_before_it_is_sealed() {
        months.events("z1", "2024-03", 8);
        months.events("z2", "2024-03", 8);
        months.records.leaveRoomFor(1);
        months.retainFrom("2024-05-01T00:00:00Z");
        assertThat(isRefused("e1", "2024-03-20T00:00:00Z")).isTrue();
        assertThat(months.counted("2024-03")).hasSize(2);
    }

    @Test
    void no_month_is_made_for_an_event_from_before_the_retention() {
        months.retainFrom("2024-05-10T00:00:00Z");
        assertThat(isRefused("e1", "2024-01-20T00:00:00Z")).isTrue();
        assertThat(months.months()).doesNotContainKey("2024-01");
    }

    @Test
    void a_late_event_of_a_month_that_is_kept_is_stored() {
        months.retainFrom("2024-05-10T00:00:00Z");
        assertThat(isRefused("e1", "2024-05-01T00:00:00Z")).isFalse();
        assertThat(months.counted("2024-05")).hasSize(1);
    }

    @Test
    void a_longer_retention_does_not_open_what_was_closed() {
        months.retainFrom("2024-05-10T00:00:00Z");
        months.retainFrom("2024-01-10T00:00:00Z");
        assertThat(isRefused("e1", "2024-03-20T00:00:00Z")).isTrue();
    }

    private boolean isRefused(String id, String occurredAt) {
        var refused = store.store(List.of(event(id, occurredAt))).refused();
        assertThat(refused).allSatisfy(one -> assertThat(one.reason()).isEqualTo(OCCURRED_AT_OUT_OF_RANGE));
        return !refused.isEmpty();
    }

    static ReportedDecision event(String id, String occurredAt) {
        return new ReportedDecision(
                id,
                "z1",
                "policy_decision",
                "r1",
                "allow",
                null,
                null,
                null,
                "complete",
                "[]",
                "[]",
                "{}",
                Instant.parse(occurredAt),
                null,
                null,
                Source.STREAM,
                new byte[32]);
    }
}
