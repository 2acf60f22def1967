package dev.edict.command.zone;

import static dev.edict.command.zone.ZoneFixture.REGISTERED;
import static dev.edict.command.zone.ZoneFixture.activated;
import static dev.edict.command.zone.ZoneFixture.deactivated;
import static dev.edict.command.zone.ZoneFixture.rollback;
import static dev.edict.command.zone.ZoneFixture.rollbackTo;
import static dev.edict.command.zone.ZoneFixture.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.Refused;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.zone.ExpectedActive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("servers")
class RollbackActivationTest {

    private static RecordedActivations past;

    private final ZoneFixture fixture = new ZoneFixture();

    @BeforeAll
    static void start() {
        past = new RecordedActivations();
    }

    @AfterAll
    static void stop() {
        past.close();
    }

    @BeforeEach
    void forget() {
        past.forget();
    }

    /** What happened in the zone, as it stands in the look-up too. */
    private TestExecutor<Zone> given(Object... events) {
        past.record(events);
        return fixture.remembering(past.lookup()).zone().given(events);
    }

    @Test
    void rolling_back_restores_the_version_that_governed_before() {
        given(REGISTERED, activated("v1", 1, null, null), activated("v2", 2, 1L, "v1"))
                .when(rollback())
                .expectEvents(rolledBack("v2", "v1", 3, 1, 2))
                .expectResultMessagePayload(new Restored("s1", "v1", "v2"));
    }

    @Test
    void a_second_rollback_goes_further_back() {
        given(
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
        given(
                        REGISTERED,
                        activated("v1", 1, null, null),
                        activated("v2", 2, 1L, "v1"),
                        rolledBack("v2", "v1", 3, 1, 2),
                        activated("v3", 4, 1L, "v1"))
                .when(rollback())
                .expectEvents(rolledBack("v3", "v1", 5, 1, 4));
    }

    @Test
    void does_not_restore_a_version_that_was_rolled_back_from() {
        given(
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
        given(REGISTERED, activated("v1", 1, null, null), activated("v2", 2, 1L, "v1"), activated("v2", 3, 2L, "v2"))
                .when(rollback())
                .expectEvents(rolledBack("v2", "v1", 4, 1, 3));
    }

    @Test
    void after_a_deactivation_a_rollback_restores_what_governed_before_it() {
        given(REGISTERED, activated("v1", 1, null, null), deactivated("v1", 2, 1))
                .when(rollback())
                .expectEvents(rolledBack(null, "v1", 3, 1, 2));
    }

    @Test
    void a_deactivation_on_the_way_is_skipped() {
        given(REGISTERED, activated("v1", 1, null, null), deactivated("v1", 2, 1), activated("v2", 3, 2L, null))
                .when(rollback())
                .expectEvents(rolledBack("v2", "v1", 4, 1, 3));
    }

    @Test
    void the_first_activation_cannot_be_rolled_back() {
        given(REGISTERED, activated("v1", 1, null, null))
                .when(rollback())
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.NO_ROLLBACK_TARGET));
    }

    @Test
    void a_zone_that_was_never_governed_cannot_be_rolled_back() {
        given(REGISTERED).when(rollback()).expectException(Refused.as(Rejection.Reason.NO_ROLLBACK_TARGET));
    }

    @Test
    void any_version_that_ever_governed_can_be_named_even_with_an_archived_policy() {
        fixture.archived("p1");
        given(REGISTERED, activated("v1", 1, null, null), activated("v2", 2, 1L, "v1"), activated("v3", 3, 2L, "v2"))
                .when(rollbackTo("v1"))
                .expectEvents(rolledBack("v3", "v1", 4, 1, 3));
    }

    @Test
    void a_version_rolled_back_from_can_be_brought_back_by_name() {
        given(REGISTERED, activated("v1", 1, null, null), activated("v2", 2, 1L, "v1"), rolledBack("v2", "v1", 3, 1, 2))
                .when(rollbackTo("v2"))
                .expectEvents(rolledBack("v1", "v2", 4, 2, 1));
    }

    @Test
    void a_version_that_never_governed_the_zone_is_no_target() {
        given(REGISTERED, activated("v1", 1, null, null))
                .when(rollbackTo("v9"))
                .expectException(Refused.as(Rejection.Reason.NO_ROLLBACK_TARGET));
    }

    @Test
    void the_version_that_governs_is_no_target() {
        given(REGISTERED, activated("v1", 1, null, null))
                .when(rollbackTo("v1"))
                .expectException(Refused.as(Rejection.Reason.NO_ROLLBACK_TARGET));
    }

    @Test
    void rejects_a_rollback_if_the_expected_version_differs() {
        given(REGISTERED, activated("v1", 1, null, null), activated("v2", 2, 1L, "v1"))
                .when(rollback(ExpectedActive.of("v1")))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ACTIVE_VERSION_CHANGED));
    }

    @Test
    void a_rollback_asks_once_for_its_target_after_a_thousand_changes_between_two_versions() {
        var events = new ArrayList<Object>(List.of(REGISTERED, activated("v0", 1, null, null)));
        for (long seq = 2; seq <= 1_000; seq++) {
            events.add(activated("v" + (1 + seq % 2), seq, seq - 1, seq == 2 ? "v0" : "v" + (1 + (seq - 1) % 2)));
        }
        events.add(rolledBack("v1", "v2", 1_001, 999, 1_000));
        var zone = given(events.toArray());
        past.statements();

        zone.when(rollback()).expectEvents(rolledBack("v2", "v0", 1_002, 1, 999));

        assertThat(past.statements()).as("questions and changes").hasSize(1);
        past.heard(rolledBack("v2", "v0", 1_002, 1, 999));
        assertThat(past.statements()).as("changes of the look-up").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"51, 1", "52,"})
    void the_fifty_nearest_versions_are_looked_at_and_others_can_be_named(int versions, @Nullable Long found) {
        var events = new ArrayList<Object>(List.of(activated("v0", 1, null, null)));
        for (int n = 1; n < versions; n++) {
            events.add(activated("v" + n, n + 1, (long) n, "v" + (n - 1)));
        }
        for (int n = versions - 1; n > 1; n--) {
            events.add(rolledBack("v" + n, "v" + (n - 1), events.size() + 1, n, n + 1));
        }
        var newest = "v" + (versions - 1);
        events.add(rolledBack("v1", newest, events.size() + 1, versions, 2));
        past.record(events.toArray());

        assertThat(past.lookup().before("z1", versions, newest).map(Activation::seq))
                .isEqualTo(Optional.ofNullable(found));
        assertThat(past.lookup().latestOf("z1", "v0")).map(Activation::seq).contains(1L);
    }
}
