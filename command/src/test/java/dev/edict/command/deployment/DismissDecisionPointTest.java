package dev.edict.command.deployment;

import dev.edict.command.api.NoteReference;
import dev.edict.command.api.deployment.DecisionPointDismissed;
import dev.edict.command.api.deployment.DismissDecisionPoint;
import dev.edict.command.eventstore.Notes;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

/** An operator says that a decision point is gone for good. */
class DismissDecisionPointTest {

    private static final NoteReference REASON = new NoteReference("n1", "sha");

    @Test
    void it_stands_in_the_log_with_its_reason() {
        decisionPoint().givenNoPriorActivity().when(dismiss(3)).expectEvents(dismissed(3));
    }

    @Test
    void again_changes_nothing() {
        decisionPoint()
                .given(dismissed(3))
                .when(dismiss(3))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void a_later_incarnation_is_dismissed_by_itself() {
        decisionPoint().given(dismissed(3)).when(dismiss(4)).expectEvents(dismissed(4));
    }

    private static DismissDecisionPoint dismiss(long incarnation) {
        return new DismissDecisionPoint("gw-1", incarnation, "the machine is gone");
    }

    private static DecisionPointDismissed dismissed(long incarnation) {
        return new DecisionPointDismissed("*", "gw-1", incarnation, REASON);
    }

    private static FixtureConfiguration<DecisionPoint> decisionPoint() {
        Notes notes = text -> REASON;
        return new AggregateTestFixture<>(DecisionPoint.class).registerInjectableResource(notes);
    }
}
