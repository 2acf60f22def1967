package dev.edict.command.zone;

import dev.edict.command.Refused;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.zone.RegisterZone;
import dev.edict.command.api.zone.ZoneRegistered;
import dev.edict.command.zone.directory.KnownZones;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterZoneTest {

    @Test
    void a_zone_has_the_slug_it_was_given() {
        zones().givenNoPriorActivity()
                .when(new RegisterZone("z1", "Payments EU", "pay", true))
                .expectEvents(new ZoneRegistered("z1", "Payments EU", "pay", true));
    }

    @Test
    void a_given_slug_that_is_taken_is_refused() {
        zones("pay")
                .givenNoPriorActivity()
                .when(new RegisterZone("z1", "Payments", "pay", false))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ZONE_SLUG_CONFLICT));
    }

    @Test
    void without_a_slug_the_name_decides_and_a_number_tells_apart() {
        zones("payments-eu", "payments-eu-2")
                .givenNoPriorActivity()
                .when(new RegisterZone("z1", "Payments EU", null, false))
                .expectEvents(new ZoneRegistered("z1", "Payments EU", "payments-eu-3", false));
    }

    @ParameterizedTest
    @CsvSource({"Payments, payments", "'  A & B!  ', a-b", "Ünï, n", "???, zone", "a--b, a-b"})
    void a_slug_is_lower_case_with_single_hyphens(String name, String slug) {
        zones().givenNoPriorActivity()
                .when(new RegisterZone("z1", name, null, false))
                .expectEvents(new ZoneRegistered("z1", name, slug, false));
    }

    private static FixtureConfiguration<Zone> zones(String... takenSlugs) {
        SlugNumbers numbers = slug -> takenSlugs.length + 1;
        var fixture = new AggregateTestFixture<>(Zone.class).registerInjectableResource(numbers);
        return fixture.registerInjectableResource(new KnownZones() {
            @Override
            public boolean exists(String zoneId) {
                return false;
            }

            @Override
            public boolean isSlugTaken(String slug) {
                return Set.of(takenSlugs).contains(slug);
            }
        });
    }
}
