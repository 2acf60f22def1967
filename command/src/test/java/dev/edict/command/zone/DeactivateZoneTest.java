package dev.edict.command.zone;

import static dev.edict.command.zone.ZoneFixture.REGISTERED;
import static dev.edict.command.zone.ZoneFixture.activated;
import static dev.edict.command.zone.ZoneFixture.deactivate;
import static dev.edict.command.zone.ZoneFixture.deactivated;

import dev.edict.command.Refused;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.zone.ExpectedActive;
import org.junit.jupiter.api.Test;

class DeactivateZoneTest {

    private final ZoneFixture fixture = new ZoneFixture();

    @Test
    void no_version_governs_after_a_deactivation() {
        fixture.zone()
                .given(REGISTERED, activated("v1", 1, null, null))
                .when(deactivate())
                .expectEvents(deactivated("v1", 2, 1));
    }

    @Test
    void a_zone_that_nothing_governs_cannot_be_deactivated() {
        fixture.zone()
                .given(REGISTERED)
                .when(deactivate())
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_ACTIVE));
    }

    @Test
    void rejects_a_deactivation_if_the_expected_version_differs() {
        fixture.zone()
                .given(REGISTERED, activated("v1", 1, null, null))
                .when(deactivate(ExpectedActive.of("v2")))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ACTIVE_VERSION_CHANGED));
        fixture.zone()
                .given(REGISTERED, activated("v1", 1, null, null))
                .when(deactivate(ExpectedActive.of("v1")))
                .expectEvents(deactivated("v1", 2, 1));
    }

    @Test
    void rejects_a_second_deactivation() {
        fixture.zone()
                .given(REGISTERED, activated("v1", 1, null, null), deactivated("v1", 2, 1))
                .when(deactivate())
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_ACTIVE));
    }
}
