package dev.edict.command.zone;

import static dev.edict.command.zone.ZoneFixture.REGISTERED;
import static dev.edict.command.zone.ZoneFixture.activate;
import static dev.edict.command.zone.ZoneFixture.activatePreviewed;
import static dev.edict.command.zone.ZoneFixture.activated;
import static dev.edict.command.zone.ZoneFixture.deactivated;
import static dev.edict.command.zone.ZoneFixture.rolledBack;

import dev.edict.command.Refused;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.zone.ActivatePolicySetVersion;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.ExpectedActive;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import org.junit.jupiter.api.Test;

class ActivatePolicySetVersionTest {

    private final ZoneFixture fixture = new ZoneFixture();

    @Test
    void the_first_activation_replaces_nothing() {
        fixture.zone().given(REGISTERED).when(activate("v1")).expectEvents(activated("v1", 1, null, null));
    }

    @Test
    void an_activation_links_to_the_one_it_replaces() {
        fixture.zone()
                .given(REGISTERED, activated("v1", 1, null, null))
                .when(activate("v2"))
                .expectEvents(activated("v2", 2, 1L, "v1"));
    }

    @Test
    void after_a_rollback_an_activation_links_to_the_one_that_was_restored() {
        fixture.zone()
                .given(
                        REGISTERED,
                        activated("v1", 1, null, null),
                        activated("v2", 2, 1L, "v1"),
                        rolledBack("v2", "v1", 3, 1, 2))
                .when(activate("v3"))
                .expectEvents(activated("v3", 4, 1L, "v1"));
    }

    @Test
    void after_a_deactivation_an_activation_links_to_the_deactivation() {
        fixture.zone()
                .given(REGISTERED, activated("v1", 1, null, null), deactivated("v1", 2, 1))
                .when(activate("v2"))
                .expectEvents(activated("v2", 3, 2L, null));
    }

    @Test
    void without_an_expectation_the_last_one_wins_even_over_itself() {
        fixture.zone()
                .given(REGISTERED, activated("v1", 1, null, null))
                .when(activate("v1"))
                .expectEvents(activated("v1", 2, 1L, "v1"));
    }

    @Test
    void a_met_expectation_activates() {
        fixture.zone()
                .given(REGISTERED, activated("v1", 1, null, null))
                .when(activate("v2", "v1"))
                .expectEvents(activated("v2", 2, 1L, "v1"));
    }

    @Test
    void an_expectation_of_nothing_is_met_by_a_zone_that_nothing_governs() {
        fixture.zone().given(REGISTERED).when(activate("v1", null)).expectEvents(activated("v1", 1, null, null));
    }

    @Test
    void an_expectation_that_is_not_met_is_refused_with_the_current_version() {
        fixture.zone()
                .given(REGISTERED, activated("v1", 1, null, null))
                .when(activate("v2", null))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ACTIVE_VERSION_CHANGED, "activeVersionId", "v1"));
    }

    @Test
    void a_version_that_is_not_sealed_in_the_set_is_not_found() {
        fixture.zone()
                .given(REGISTERED)
                .when(activate("unknown"))
                .expectException(Refused.as(Rejection.Reason.VERSION_NOT_FOUND));
    }

    @Test
    void a_version_that_contains_an_archived_policy_is_refused() {
        fixture.archived("p1")
                .zone()
                .given(REGISTERED)
                .when(activate("v1"))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.POLICY_ARCHIVED));
    }

    @Test
    void an_activation_links_to_the_latest_simulation_of_its_manifest() {
        fixture.simulated("sim1")
                .zone()
                .given(REGISTERED)
                .when(activate("v1"))
                .expectEvents(new PolicySetVersionActivated(
                        "z1", "s1", "v1", "sha-v1", 1, null, null, "sim1", ActivationGrounds.NONE, "dispatch"));
    }

    @Test
    void an_activation_keeps_the_reason_that_was_given() {
        fixture.zone()
                .given(REGISTERED)
                .when(new ActivatePolicySetVersion(
                        "z1",
                        "s1",
                        "v1",
                        ExpectedActive.unstated(),
                        "refunds need an approval",
                        null,
                        null,
                        "dispatch"))
                .expectEvents(new PolicySetVersionActivated(
                        "z1",
                        "s1",
                        "v1",
                        "sha-v1",
                        1,
                        null,
                        null,
                        null,
                        new ActivationGrounds(ZoneFixture.note("refunds need an approval"), null, null, null),
                        "dispatch"));
    }

    @Test
    void an_activation_keeps_the_preview_that_still_holds() {
        var digest = ZoneFixture.basis("contents-v1", 0).digest();
        fixture.zone()
                .given(REGISTERED)
                .when(activatePreviewed("v1", digest))
                .expectEvents(new PolicySetVersionActivated(
                        "z1",
                        "s1",
                        "v1",
                        "sha-v1",
                        1,
                        null,
                        null,
                        null,
                        new ActivationGrounds(null, digest, null, null),
                        "dispatch"));
    }

    @Test
    void of_two_activations_with_the_same_preview_the_second_is_rejected() {
        var digest = ZoneFixture.basis("contents-v2", 0).digest();
        fixture.zone()
                .given(REGISTERED, activated("v1", 1, null, null))
                .when(activatePreviewed("v2", digest))
                .expectException(Refused.as(Rejection.Reason.PREVIEW_OUTDATED, "activeVersionId", "v1"));
    }

    @Test
    void a_preview_of_other_contents_is_rejected() {
        var digest = ZoneFixture.basis("contents-v2", 0).digest();
        fixture.zone()
                .given(REGISTERED)
                .when(activatePreviewed("v1", digest))
                .expectException(Refused.as(Rejection.Reason.PREVIEW_OUTDATED));
    }
}
