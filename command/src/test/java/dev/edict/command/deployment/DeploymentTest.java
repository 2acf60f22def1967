package dev.edict.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import dev.edict.command.api.deployment.DeploymentCanariesFailed;
import dev.edict.command.api.deployment.DeploymentCanariesPassed;
import dev.edict.command.api.deployment.DeploymentOverdue;
import dev.edict.command.api.deployment.DeploymentPropagated;
import dev.edict.command.api.deployment.DeploymentRecords;
import dev.edict.command.api.deployment.DeploymentVerificationFailed;
import dev.edict.command.api.deployment.DeploymentVerified;
import dev.edict.command.api.deployment.FailedCanary;
import dev.edict.command.api.deployment.RecordCanariesFailed;
import dev.edict.command.api.deployment.RecordCanariesPassed;
import dev.edict.command.api.deployment.RecordOverdue;
import dev.edict.command.api.deployment.RecordPropagated;
import dev.edict.command.api.deployment.RecordVerificationFailed;
import dev.edict.command.api.deployment.RecordVerified;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What became of an activation stands in the log once. */
class DeploymentTest {

    private static final RecordPropagated PROPAGATED = new RecordPropagated("z1", 12, 50, 48, 183);
    private static final FailedCanary REFUND = new FailedCanary("gw-1", "refund", "deny", "allow");
    private static final RecordCanariesPassed CANARIES_PASSED = new RecordCanariesPassed("z1", 12, 3, 9, 1, 412);
    private static final RecordCanariesFailed CANARIES_FAILED =
            new RecordCanariesFailed("z1", 12, List.of(REFUND), 1, List.of(), 7_000);
    private static final RecordOverdue OVERDUE = new RecordOverdue("z1", 12, List.of("gw-1"), 50, 90_021);

    @Test
    void the_first_node_that_sees_it_records_it() {
        deployment()
                .givenNoPriorActivity()
                .when(PROPAGATED)
                .expectEvents(new DeploymentPropagated("z1", 12, 50, 48, 183));
        deployment()
                .givenNoPriorActivity()
                .when(OVERDUE)
                .expectEvents(new DeploymentOverdue("z1", 12, List.of("gw-1"), 1, 50, 90_021));
    }

    @Test
    void a_second_record_changes_nothing() {
        deployment()
                .given(new DeploymentPropagated("z1", 12, 50, 48, 183))
                .when(PROPAGATED)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
        deployment()
                .given(new DeploymentOverdue("z1", 12, List.of("gw-1"), 1, 50, 90_021))
                .when(OVERDUE)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void an_overdue_one_may_still_propagate() {
        deployment()
                .given(new DeploymentOverdue("z1", 12, List.of("gw-1"), 1, 50, 90_021))
                .when(PROPAGATED)
                .expectEvents(new DeploymentPropagated("z1", 12, 50, 48, 183));
    }

    @Test
    void a_propagated_one_is_never_overdue() {
        deployment()
                .given(new DeploymentPropagated("z1", 12, 50, 48, 183))
                .when(OVERDUE)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void canaries_pass_once_and_may_fail_later() {
        var passed = new DeploymentCanariesPassed("z1", 12, 3, 9, 1, 412);
        var failed = new DeploymentCanariesFailed("z1", 12, List.of(REFUND), 1, List.of(), 0, 7_000);
        deployment().givenNoPriorActivity().when(CANARIES_PASSED).expectEvents(passed);
        deployment()
                .given(passed)
                .when(CANARIES_PASSED)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
        deployment().given(passed).when(CANARIES_FAILED).expectEvents(failed);
        deployment()
                .given(passed, failed)
                .when(CANARIES_FAILED)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void canaries_that_failed_never_pass() {
        deployment()
                .given(new DeploymentCanariesFailed("z1", 12, List.of(REFUND), 1, List.of(), 0, 7_000))
                .when(CANARIES_PASSED)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void the_first_verdict_stands() {
        var verified = new DeploymentVerified("z1", 12, List.of("activation"), List.of("gateway"), 412);
        var failed = new DeploymentVerificationFailed("z1", 12, List.of("policy_age"), "why", 90_004);
        var verify = new RecordVerified("z1", 12, List.of("activation"), List.of("gateway"), 412);
        var fail = new RecordVerificationFailed("z1", 12, List.of("policy_age"), "why", 90_004);
        deployment().givenNoPriorActivity().when(verify).expectEvents(verified);
        deployment().givenNoPriorActivity().when(fail).expectEvents(failed);
        deployment()
                .given(verified)
                .when(fail)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
        deployment()
                .given(failed)
                .when(verify)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void at_most_ten_decision_points_are_named() {
        var all = IntStream.rangeClosed(1, 12).mapToObj(n -> "gw-" + n).toList();
        deployment()
                .givenNoPriorActivity()
                .when(new RecordOverdue("z1", 12, all, 50, 90_021))
                .expectEvents(new DeploymentOverdue("z1", 12, all.subList(0, 10), 12, 50, 90_021));
    }

    @Test
    void its_stream_has_an_id_that_no_zone_has() {
        assertThat(DeploymentRecords.idOf("z1", 12))
                .isEqualTo("deployment/z1/12")
                .doesNotMatch("[A-Za-z0-9_.\\-:]{1,128}");
    }

    @Test
    @Tag("servers")
    void the_actor_in_the_log_is_the_system() {
        try (var side = new WriteSide()) {
            assertThat(side.bean(DeploymentRecords.class).record(PROPAGATED)).isTrue();
            assertThat(side.sql()
                            .sql(
                                    """
                            select event_type || ' ' || (metadata::json ->> 'actor') || ' ' || aggregate_id
                            from events.domain_event
                            """)
                            .query(String.class)
                            .list())
                    .containsExactly("deployment.propagated system deployment/z1/12");
        }
    }

    private static FixtureConfiguration<Deployment> deployment() {
        return new AggregateTestFixture<>(Deployment.class);
    }
}
