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

/** An invalid event is dead-lettered; a failure of the database is retried. */
class SetAsideOrTryAgainTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"08006", "53100", "57P01", "57014", "40001", "40P01", "55P03", "25006", "25P03"})
    void retries_the_batch_after_a_database_failure(String state) {
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
    void dead_letters_an_event_whose_statement_is_invalid(String state) {
        var refusal = new IllegalStateException("cannot be written", new SQLException("refused", state));

        assertSetAside(refusal);
    }

    @Test
    void dead_letters_an_event_that_the_projector_cannot_handle() {
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
