package dev.edict.command.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.Refused;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.suite.DefineSuite;
import dev.edict.command.api.suite.RemoveSuite;
import dev.edict.command.api.suite.SuiteCommand;
import dev.edict.command.api.suite.SuiteDefined;
import dev.edict.command.api.suite.SuiteRemoved;
import dev.edict.command.content.Contents;
import dev.edict.command.content.Sha256;
import dev.edict.command.suite.DefinedSuites.Newest;
import dev.edict.command.zone.directory.KnownZones;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class SuitesOfAZoneTest {

    private final Map<String, Newest> known = new LinkedHashMap<>();

    @Test
    void the_first_suite_of_a_zone_begins_its_numbers() {
        suites().givenNoPriorActivity()
                .when(define("pays", "[1]", 1))
                .expectEvents(defined(1, "pays", 1, "[1]", 1, 1, 1))
                .expectResultMessagePayload(true);
    }

    @Test
    void a_suite_of_the_same_name_is_a_new_version_and_not_counted_again() {
        known("pays", 4, "[1]", 1, true);
        suites().given(defined(9, "pays", 4, "[1]", 1, 2, 30))
                .when(define("pays", "[1,2,3]", 3))
                .expectEvents(defined(10, "pays", 5, "[1,2,3]", 3, 2, 32))
                .expectResultMessagePayload(false);
    }

    @Test
    void the_same_definition_again_appends_no_event() {
        known("pays", 1, "[1]", 1, true);
        suites().given(defined(1, "pays", 1, "[1]", 1, 1, 1))
                .when(define("pays", "[1]", 1))
                .expectNoEvents()
                .expectResultMessagePayload(false);
        suites().given(defined(1, "pays", 1, "[1]", 1, 1, 1))
                .when(new DefineSuite("z1", "pays", "another description", "[1]", 1))
                .expectEvents(
                        new SuiteDefined("z1", 2, "pays", 2, "another description", Sha256.hex("[1]"), 3, 1, 1, 1));
    }

    @Test
    void a_removed_suite_is_counted_out_and_its_numbers_go_on_when_it_returns() {
        known("pays", 4, "[1]", 5, true);
        suites().given(defined(7, "pays", 4, "[1]", 5, 2, 12))
                .when(new RemoveSuite("z1", "pays"))
                .expectEvents(new SuiteRemoved("z1", 8, "pays", 1, 7));
        known("pays", 4, "[1]", 5, false);
        suites().given(new SuiteRemoved("z1", 8, "pays", 1, 7))
                .when(define("pays", "[1]", 5))
                .expectEvents(defined(9, "pays", 5, "[1]", 5, 2, 12))
                .expectResultMessagePayload(true);
    }

    @Test
    void an_unknown_or_removed_suite_cannot_be_removed() {
        known("reads", 1, "[1]", 1, false);
        for (var name : Set.of("pays", "reads")) {
            suites().given(defined(1, "other", 1, "[1]", 1, 1, 1))
                    .when(new RemoveSuite("z1", name))
                    .expectNoEvents()
                    .expectException(Refused.as(Rejection.Reason.SUITE_NOT_FOUND));
        }
        assertThat(new RemoveSuite("z1", "pays").notFound()).isEqualTo(Rejection.Reason.SUITE_NOT_FOUND);
    }

    @Test
    void the_51st_suite_is_refused_and_the_50th_can_still_be_replaced() {
        known("pays", 1, "[1]", 1, true);
        var full = defined(50, "pays", 1, "[1]", 1, 50, 50);
        suites().given(full)
                .when(define("another", "[1]", 1))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.TOO_MANY_SUITES));
        suites().given(full).when(define("pays", "[2]", 1)).expectEvents(defined(51, "pays", 2, "[2]", 1, 50, 50));
        suites().given(defined(49, "pays", 1, "[1]", 1, 49, 49))
                .when(define("another", "[1]", 1))
                .expectEvents(defined(50, "another", 1, "[1]", 1, 50, 50));
    }

    @Test
    void the_10001st_case_of_a_zone_is_refused() {
        known("pays", 1, "[1]", 900, true);
        var almostFull = defined(3, "pays", 1, "[1]", 900, 3, 9_900);
        suites().given(almostFull)
                .when(define("another", "[1]", 101))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.TOO_MANY_SUITE_CASES));
        suites().given(almostFull)
                .when(define("another", "[1]", 100))
                .expectEvents(defined(4, "another", 1, "[1]", 100, 4, 10_000));
        // The cases that a definition replaces make room.
        suites().given(almostFull)
                .when(define("pays", "[2]", 1_000))
                .expectEvents(defined(4, "pays", 2, "[2]", 1_000, 3, 10_000));
    }

    @Test
    void a_zone_that_is_not_in_use_has_no_suites() {
        suites().givenNoPriorActivity()
                .when(new DefineSuite("z2", "pays", null, "[1]", 1))
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_FOUND));
        suites().given(new SuiteDefined("z2", 1, "pays", 1, null, "sha", 3, 1, 1, 1))
                .when(new RemoveSuite("z2", "pays"))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_FOUND));
    }

    @Test
    void rejects_a_change_if_the_expected_suites_differ() {
        suites().givenNoPriorActivity()
                .when(define("pays", "[1]", 1), believing("s0"))
                .expectEvents(defined(1, "pays", 1, "[1]", 1, 1, 1));
        known("pays", 1, "[1]", 1, true);
        for (var tag : Set.of("s0", "s2", "c1")) {
            suites().given(defined(1, "pays", 1, "[1]", 1, 1, 1))
                    .when(define("pays", "[2]", 1), believing(tag))
                    .expectNoEvents()
                    .expectException(Refused.as(Rejection.Reason.PRECONDITION_FAILED));
            suites().given(defined(1, "pays", 1, "[1]", 1, 1, 1))
                    .when(new RemoveSuite("z1", "pays"), believing(tag))
                    .expectNoEvents()
                    .expectException(Refused.as(Rejection.Reason.PRECONDITION_FAILED));
        }
    }

    @Test
    void the_stream_has_an_id_that_no_zone_has() {
        assertThat(SuiteCommand.idOf("z1")).isEqualTo("suites/z1").doesNotMatch("[A-Za-z0-9_.:-]*");
    }

    private void known(String name, long version, String content, int cases, boolean inForce) {
        known.put(name, new Newest(version, null, Sha256.hex(content), cases, inForce));
    }

    private static DefineSuite define(String name, String content, int cases) {
        return new DefineSuite("z1", name, null, content, cases);
    }

    private static SuiteDefined defined(
            long suitesVersion, String name, long version, String content, int cases, int count, int totalCases) {
        return new SuiteDefined(
                "z1",
                suitesVersion,
                name,
                version,
                null,
                Sha256.hex(content),
                content.length(),
                cases,
                count,
                totalCases);
    }

    private static Map<String, Object> believing(String tag) {
        return Map.of(Precondition.KEY, new Precondition(Set.of(tag)));
    }

    private FixtureConfiguration<Suites> suites() {
        return new AggregateTestFixture<>(Suites.class)
                .registerInjectableResource(new OneZone())
                .registerInjectableResource((Contents) Sha256::hex)
                .registerInjectableResource((DefinedSuites) (zoneId, name) -> Optional.ofNullable(known.get(name)));
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
