package dev.edict.command.zone;

import static dev.edict.command.zone.ZoneFixture.REGISTERED;
import static dev.edict.command.zone.ZoneFixture.activated;
import static dev.edict.command.zone.ZoneFixture.deactivated;
import static dev.edict.command.zone.ZoneFixture.rollback;
import static dev.edict.command.zone.ZoneFixture.rollbackTo;
import static dev.edict.command.zone.ZoneFixture.rolledBack;

import dev.edict.command.Refused;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.zone.ExpectedActive;
import org.junit.jupiter.api.Test;

class RollbackActivationTest {

    private final ZoneFixture fixture = new ZoneFixture();

    @Test
    void rolling_back_restores_the_version_that_governed_before() {
        fixture.past(1, "v1", null)
                .past(2, "v2", 1L)
                .zone()
                .given(REGISTERED, activated("v1", 1, null, null), activated("v2", 2, 1L, "v1"))
                .when(rollback())
                .expectEvents(rolledBack("v2", "v1", 3, 1, 2))
                .expectResultMessagePayload(new Restored("s1", "v1", "v2"));
    }

    @Test
    void a_second_rollback_goes_further_back() {
        fixture.past(1, "v1", null)
                .past(2, "v2", 1L)
                .rolledBackFrom(3, "v3", 2L)
                .zone()
                .given(
                        REGISTERED,
                        activated("v1", 1, null, null),
                        activated("v2", 2, 1L, "v1"),
                        activated("v3", 3, 2L, "v2"),
                        rolledBack("v3", "v2", 4, 2, 3))
                .when(rollback())
                .expectEvents(rolledBack("v2", "v1", 5, 1, 2));
    }

    @Test
    void an_activation_after_a_rollback_is_rolled_back_to_what_was_restored() {
        fixture.past(1, "v1", null)
                .rolledBackFrom(2, "v2", 1L)
                .past(4, "v3", 1L)
                .zone()
                .given(
                        REGISTERED,
                        activated("v1", 1, null, null),
                        activated("v2", 2, 1L, "v1"),
                        rolledBack("v2", "v1", 3, 1, 2),
                        activated("v3", 4, 1L, "v1"))
                .when(rollback())
                .expectEvents(rolledBack("v3", "v1", 5, 1, 4));
    }

    @Test
    void what_was_rolled_back_from_is_never_returned_to() {
        fixture.rolledBackFrom(1, "v1", null)
                .past(2, "v2", 1L)
                .rolledBackFrom(3, "v1", 2L)
                .zone()
                .given(
                        REGISTERED,
                        activated("v1", 1, null, null),
                        activated("v2", 2, 1L, "v1"),
                        activated("v1", 3, 2L, "v2"),
                        rolledBack("v1", "v2", 4, 2, 3))
                .when(rollback())
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.NO_ROLLBACK_TARGET));
    }

    @Test
    void a_repeated_activation_of_the_same_version_is_no_step_to_go_back() {
        fixture.past(1, "v1", null)
                .past(2, "v2", 1L)
                .past(3, "v2", 2L)
                .zone()
                .given(
                        REGISTERED,
                        activated("v1", 1, null, null),
                        activated("v2", 2, 1L, "v1"),
                        activated("v2", 3, 2L, "v2"))
                .when(rollback())
                .expectEvents(rolledBack("v2", "v1", 4, 1, 3));
    }

    @Test
    void after_a_deactivation_a_rollback_restores_what_governed_before_it() {
        fixture.past(1, "v1", null)
                .pastDeactivation(2, 1)
                .zone()
                .given(REGISTERED, activated("v1", 1, null, null), deactivated("v1", 2, 1))
                .when(rollback())
                .expectEvents(rolledBack(null, "v1", 3, 1, 2));
    }

    @Test
    void a_deactivation_on_the_way_is_skipped() {
        fixture.past(1, "v1", null)
                .pastDeactivation(2, 1)
                .past(3, "v2", 2L)
                .zone()
                .given(
                        REGISTERED,
                        activated("v1", 1, null, null),
                        deactivated("v1", 2, 1),
                        activated("v2", 3, 2L, null))
                .when(rollback())
                .expectEvents(rolledBack("v2", "v1", 4, 1, 3));
    }

    @Test
    void the_first_activation_cannot_be_rolled_back() {
        fixture.past(1, "v1", null)
                .zone()
                .given(REGISTERED, activated("v1", 1, null, null))
                .when(rollback())
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.NO_ROLLBACK_TARGET));
    }

    @Test
    void a_zone_that_was_never_governed_cannot_be_rolled_back() {
        fixture.zone()
                .given(REGISTERED)
                .when(rollback())
                .expectException(Refused.as(Rejection.Reason.NO_ROLLBACK_TARGET));
    }

    @Test
    void any_version_that_ever_governed_can_be_named_even_with_an_archived_policy() {
        fixture.archived("p1")
                .past(1, "v1", null)
                .past(2, "v2", 1L)
                .past(3, "v3", 2L)
                .zone()
                .given(
                        REGISTERED,
                        activated("v1", 1, null, null),
                        activated("v2", 2, 1L, "v1"),
                        activated("v3", 3, 2L, "v2"))
                .when(rollbackTo("v1"))
                .expectEvents(rolledBack("v3", "v1", 4, 1, 3));
    }

    @Test
    void a_version_rolled_back_from_can_be_brought_back_by_name() {
        fixture.past(1, "v1", null)
                .rolledBackFrom(2, "v2", 1L)
                .zone()
                .given(
                        REGISTERED,
                        activated("v1", 1, null, null),
                        activated("v2", 2, 1L, "v1"),
                        rolledBack("v2", "v1", 3, 1, 2))
                .when(rollbackTo("v2"))
                .expectEvents(rolledBack("v1", "v2", 4, 2, 1));
    }

    @Test
    void a_version_that_never_governed_the_zone_is_no_target() {
        fixture.past(1, "v1", null)
                .zone()
                .given(REGISTERED, activated("v1", 1, null, null))
                .when(rollbackTo("v9"))
                .expectException(Refused.as(Rejection.Reason.NO_ROLLBACK_TARGET));
    }

    @Test
    void the_version_that_governs_is_no_target() {
        fixture.past(1, "v1", null)
                .zone()
                .given(REGISTERED, activated("v1", 1, null, null))
                .when(rollbackTo("v1"))
                .expectException(Refused.as(Rejection.Reason.NO_ROLLBACK_TARGET));
    }

    @Test
    void whoever_expects_another_version_to_govern_rolls_nothing_back() {
        fixture.past(1, "v1", null)
                .past(2, "v2", 1L)
                .zone()
                .given(REGISTERED, activated("v1", 1, null, null), activated("v2", 2, 1L, "v1"))
                .when(rollback(ExpectedActive.of("v1")))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ACTIVE_VERSION_CHANGED));
    }
}
