package dev.edict.command.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.Past;
import dev.edict.command.Refused;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.Stamp;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.ImportActivation;
import dev.edict.command.api.zone.ImportZone;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneArchived;
import dev.edict.command.api.zone.ZoneChanged;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.command.policyset.PolicySetStamps;
import dev.edict.command.zone.directory.KnownZones;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportZoneTest {

    private static final Stamp BORN = Past.stamp(1, "ann");
    private static final Stamp LATER = Past.stamp(3, "bob");

    private final Past past = new Past();
    private final List<String> restamped = new ArrayList<>();
    private boolean slugTaken;

    @Test
    void a_zone_comes_as_it_was_registered_and_as_it_was_changed_last() {
        zone().givenNoPriorActivity().when(imported(true, false, null, null)).expectEvents(ZoneFixture.REGISTERED);
        zone().givenNoPriorActivity()
                .when(imported(false, true, LATER, null))
                .expectEvents(ZoneFixture.REGISTERED, new ZoneChanged("z1", "Payments", null, null, false, true));
        zone().givenNoPriorActivity()
                .when(imported(true, false, LATER, Past.stamp(5, "cem")))
                .expectEventsMatching(past.happenedFor("ann", "bob", "cem"));
    }

    @Test
    void a_known_zone_stays_as_it_is_and_a_slug_that_is_taken_is_refused() {
        zone().given(ZoneFixture.REGISTERED)
                .when(imported(false, true, LATER, LATER))
                .expectNoEvents();
        slugTaken = true;
        zone().givenNoPriorActivity()
                .when(imported(true, false, null, null))
                .expectException(Refused.as(Rejection.Reason.ZONE_SLUG_CONFLICT));
    }

    @Test
    void activates_the_version_of_the_source_even_with_archived_policies() {
        zone(new ZoneFixture().archived("p1"))
                .given(ZoneFixture.REGISTERED)
                .when(activation("v1", LATER, LATER))
                .expectEvents(new PolicySetVersionActivated(
                        "z1", "s1", "v1", "sha-v1", 1, null, null, null, ActivationGrounds.NONE, "dispatch"));
        assertThat(restamped).isEmpty();
    }

    @Test
    void records_a_change_of_the_set_after_its_activation() {
        zone().given(ZoneFixture.REGISTERED)
                .when(activation("v1", Past.unnamed(2), LATER))
                .expectEventsMatching(past.happenedFor("null"));
        assertThat(restamped).containsExactly("s1 " + LATER);
    }

    @Test
    void a_later_activation_in_the_source_replaces_an_imported_one() {
        zone().given(ZoneFixture.REGISTERED)
                .andGivenCommands(activation("v1", LATER, LATER))
                .when(activation("v2", Past.stamp(4, "bob"), Past.stamp(4, "bob")))
                .expectEvents(new PolicySetVersionActivated(
                        "z1", "s1", "v2", "sha-v2", 2, 1L, "v1", null, ActivationGrounds.NONE, "dispatch"));
        zone().given(ZoneFixture.REGISTERED)
                .andGivenCommands(activation("v1", LATER, LATER))
                .when(activation("v1", LATER, LATER))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void does_not_replace_a_local_decision() {
        zone().given(ZoneFixture.REGISTERED)
                .andGivenCommands(activation("v1", LATER, LATER))
                .andGiven(new ZoneDeactivated("z1", "s1", "v1", 2, 1, null, "d"))
                .when(activation("v2", LATER, LATER))
                .expectException(Refused.as(Rejection.Reason.ACTIVE_VERSION_CHANGED));
    }

    @Test
    void a_zone_that_was_activated_here_or_is_archived_is_not_activated() {
        zone().given(ZoneFixture.REGISTERED, ZoneFixture.activated("v2", 1, null, null))
                .when(activation("v1", LATER, LATER))
                .expectException(Refused.as(Rejection.Reason.ACTIVE_VERSION_CHANGED));
        zone().given(ZoneFixture.REGISTERED, new ZoneArchived("z1"))
                .when(activation("v1", LATER, LATER))
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_FOUND));
        zone().given(ZoneFixture.REGISTERED)
                .when(activation("unknown", LATER, LATER))
                .expectException(Refused.as(Rejection.Reason.VERSION_NOT_FOUND));
        assertThat(restamped).isEmpty();
    }

    private static ImportZone imported(
            boolean badge, boolean governed, @Nullable Stamp changed, @Nullable Stamp archived) {
        return new ImportZone("z1", "Payments", "payments", false, badge, governed, "acc-1", BORN, changed, archived);
    }

    private static ImportActivation activation(String versionId, Stamp activated, Stamp updated) {
        return new ImportActivation("z1", "s1", versionId, activated, updated, "dispatch");
    }

    private FixtureConfiguration<Zone> zone() {
        return zone(new ZoneFixture());
    }

    private FixtureConfiguration<Zone> zone(ZoneFixture zone) {
        var fixture = zone.zone(past::note)
                .registerInjectableResource(
                        (PolicySetStamps) (policySetId, updated, events) -> restamped.add(policySetId + " " + updated))
                .registerInjectableResource(new KnownZones() {
                    @Override
                    public boolean exists(String zoneId) {
                        return false;
                    }

                    @Override
                    public boolean isSlugTaken(String slug) {
                        return slugTaken;
                    }
                });
        return fixture.registerAnnotatedCommandHandler(new ZoneImport(fixture::getRepository));
    }
}
