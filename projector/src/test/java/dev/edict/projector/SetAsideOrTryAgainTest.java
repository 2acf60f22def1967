package dev.edict.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An event is set aside for what is its own fault, never for an hour in which the database was away. */
class SetAsideOrTryAgainTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"08006", "53100", "57P01", "57014", "40001", "40P01", "55P03", "25006", "25P03"})
    void a_failure_of_the_database_has_the_batch_tried_again(String state) {
        var outage = new IllegalStateException(new SQLException("away", state));

        assertThatThrownBy(() -> decide(outage)).isSameAs(outage);
    }

    @Test
    void a_checked_failure_of_the_database_is_passed_on_as_an_unchecked_one() {
        var outage = new SQLException("away", "08006");

        assertThatThrownBy(() -> decide(outage))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(outage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0001", "22001", "23505", "42P01"})
    void a_statement_that_the_database_refuses_sets_the_event_aside_with_its_cause(String state) {
        var refusal = new IllegalStateException("cannot be written", new SQLException("refused", state));

        assertSetAside(refusal);
    }

    @Test
    void an_event_that_the_projector_chokes_on_is_set_aside_with_its_cause() {
        assertSetAside(new ClassCastException("not what was expected"));
    }

    private static void assertSetAside(Throwable fault) {
        var decision = decide(fault);

        assertThat(decision.shouldEnqueue()).isTrue();
        assertThat(decision.enqueueCause()).get().isEqualTo(ThrowableCause.truncated(fault));
    }

    private static EnqueueDecision<EventMessage<?>> decide(Throwable failure) {
        return DeadLetterTable.decide(
                new GenericDeadLetter<EventMessage<?>>("zone-1", GenericEventMessage.asEventMessage("fact")), failure);
    }
}
