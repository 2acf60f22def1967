package dev.edict.command.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.Refused;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.catalogue.CatalogueCommand;
import dev.edict.command.api.catalogue.CatalogueReplaced;
import dev.edict.command.api.catalogue.ReplaceCatalogue;
import dev.edict.command.content.Contents;
import dev.edict.command.content.Sha256;
import dev.edict.command.zone.directory.KnownZones;
import java.util.Map;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class CatalogueOfAZoneTest {

    @Test
    void the_first_catalogue_of_a_zone_begins_its_numbers() {
        catalogue().givenNoPriorActivity().when(replace("a")).expectEvents(replaced(1, "a"));
    }

    @Test
    void another_catalogue_replaces_the_earlier_one() {
        catalogue().given(replaced(1, "a"), replaced(2, "b")).when(replace("a")).expectEvents(replaced(3, "a"));
    }

    @Test
    void the_same_catalogue_again_appends_no_event() {
        catalogue()
                .given(replaced(1, "a"), replaced(2, "b"))
                .when(replace("b"))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void a_caller_who_expects_another_version_is_refused_and_told_the_current_one() {
        catalogue()
                .given(replaced(1, "a"))
                .when(replace("b"), expecting("k2"))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.PRECONDITION_FAILED, "currentEtag", "\"k1\""));
        catalogue().given(replaced(1, "a")).when(replace("b"), expecting("k1")).expectEvents(replaced(2, "b"));
        catalogue().givenNoPriorActivity().when(replace("b"), expecting("k0")).expectEvents(replaced(1, "b"));
    }

    @Test
    void an_unknown_or_archived_zone_has_none() {
        catalogue()
                .givenNoPriorActivity()
                .when(new ReplaceCatalogue("z9", "a", Sha256.hex("a"), 1, 1, 2, 3))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_FOUND));
    }

    @Test
    void the_stream_has_an_id_that_no_zone_has() {
        assertThat(CatalogueCommand.idOf("z1")).isEqualTo("catalogue/z1").doesNotMatch("[A-Za-z0-9_.:-]*");
    }

    private static ReplaceCatalogue replace(String content) {
        return new ReplaceCatalogue("z1", content, Sha256.hex(content), content.length(), 1, 2, 3);
    }

    private static CatalogueReplaced replaced(long version, String content) {
        return new CatalogueReplaced("z1", version, Sha256.hex(content), content.length(), 1, 2, 3);
    }

    private static Map<String, Object> expecting(String tag) {
        return Map.of(Precondition.KEY, new Precondition(Set.of(tag)));
    }

    private static FixtureConfiguration<Catalogue> catalogue() {
        return new AggregateTestFixture<>(Catalogue.class)
                .registerInjectableResource(new OneZone())
                .registerInjectableResource((Contents) Sha256::hex);
    }

    private static final class OneZone implements KnownZones {

        @Override
        public boolean exists(String zoneId) {
            return zoneId.equals("z1");
        }

        @Override
        public boolean isSlugTaken(String slug) {
            return false;
        }
    }
}
