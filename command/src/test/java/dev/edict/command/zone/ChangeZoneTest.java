package dev.edict.command.zone;

import static dev.edict.command.zone.ZoneFixture.REGISTERED;
import static dev.edict.command.zone.ZoneFixture.activate;
import static dev.edict.command.zone.ZoneFixture.activated;
import static dev.edict.command.zone.ZoneFixture.deactivate;
import static dev.edict.command.zone.ZoneFixture.rollback;

import dev.edict.command.Refused;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.zone.ArchiveZone;
import dev.edict.command.api.zone.ChangeZone;
import dev.edict.command.api.zone.ZoneArchived;
import dev.edict.command.api.zone.ZoneChanged;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.command.zone.directory.KnownZones;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeZoneTest {

    @Test
    void leaves_unnamed_properties_unchanged() {
        zone().given(REGISTERED)
                .when(slug("pay-eu"))
                .expectEvents(new ZoneChanged("z1", null, "pay-eu", null, null, null));
    }

    @Test
    void a_slug_that_another_zone_has_is_refused_and_its_own_is_not() {
        zone().given(REGISTERED)
                .when(slug("taken"))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ZONE_SLUG_CONFLICT));
        zone().given(REGISTERED, new ZoneChanged("z1", null, "taken", null, null, null))
                .when(slug("taken"))
                .expectEvents(new ZoneChanged("z1", null, "taken", null, null, null));
    }

    @Test
    void archiving_a_governed_zone_ends_what_governs_it() {
        zone().given(REGISTERED, activated("v1", 1, null, null))
                .when(new ArchiveZone("z1", "dispatch"))
                .expectEvents(new ZoneDeactivated("z1", "s1", "v1", 2, 1, null, "dispatch"), new ZoneArchived("z1"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void rejects_every_command_to_an_archived_zone(Object command) {
        zone().given(REGISTERED, activated("v1", 1, null, null), new ZoneArchived("z1"))
                .when(command)
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_FOUND));
    }

    static Object[] commands() {
        return new Object[] {slug("pay-eu"), new ArchiveZone("z1", "dispatch"), activate("v1"), rollback(), deactivate()
        };
    }

    private static ChangeZone slug(@Nullable String slug) {
        return new ChangeZone("z1", null, slug, null, null, null);
    }

    private static FixtureConfiguration<Zone> zone() {
        return new ZoneFixture().zone().registerInjectableResource(new KnownZones() {
            @Override
            public boolean exists(String zoneId) {
                return true;
            }

            @Override
            public boolean isSlugTaken(String slug) {
                return slug.equals("taken");
            }
        });
    }
}
