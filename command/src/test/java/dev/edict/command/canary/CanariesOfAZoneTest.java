package dev.edict.command.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.Refused;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.canary.CanaryCommand;
import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryRemoved;
import dev.edict.command.api.canary.DefineCanary;
import dev.edict.command.api.canary.RemoveCanary;
import dev.edict.command.content.Contents;
import dev.edict.command.content.Sha256;
import dev.edict.command.zone.directory.KnownZones;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanariesOfAZoneTest {

    private final Map<String, DefinedCanaries.Definition> known = new LinkedHashMap<>();

    @Test
    void the_first_canary_of_a_zone_begins_its_numbers() {
        canaries()
                .givenNoPriorActivity()
                .when(define("refund", "input", "deny", "role_scope_mismatch"))
                .expectEvents(defined(1, "refund", "input", "deny", "role_scope_mismatch", 1))
                .expectResultMessagePayload(true);
    }

    @Test
    void a_canary_of_the_same_name_is_replaced_and_not_counted_again() {
        known("refund", "input", "deny", null);
        canaries()
                .given(defined(1, "refund", "input", "deny", null, 1))
                .when(define("refund", "other", "allow", null))
                .expectEvents(defined(2, "refund", "other", "allow", null, 1))
                .expectResultMessagePayload(false);
    }

    @Test
    void the_same_definition_again_appends_no_event() {
        known("refund", "input", "deny", "role_scope_mismatch");
        canaries()
                .given(defined(1, "refund", "input", "deny", "role_scope_mismatch", 1))
                .when(define("refund", "input", "deny", "role_scope_mismatch"))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void another_expected_reason_is_another_definition() {
        known("refund", "input", "deny", "role_scope_mismatch");
        canaries()
                .given(defined(1, "refund", "input", "deny", "role_scope_mismatch", 1))
                .when(define("refund", "input", "deny", null))
                .expectEvents(defined(2, "refund", "input", "deny", null, 1));
    }

    @Test
    void the_201st_canary_is_refused_and_the_200th_can_still_be_replaced() {
        known("n199", "input", "deny", null);
        var full = defined(200, "n199", "input", "deny", null, 200);
        canaries()
                .given(full)
                .when(define("n200", "another", "deny", null))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.TOO_MANY_CANARIES));
        canaries()
                .given(full)
                .when(define("n199", "another", "deny", null))
                .expectEvents(defined(201, "n199", "another", "deny", null, 200));
        canaries()
                .given(defined(199, "n198", "input", "deny", null, 199))
                .when(define("n200", "another", "deny", null))
                .expectEvents(defined(200, "n200", "another", "deny", null, 200));
    }

    @Test
    void a_canary_that_contradicts_another_is_refused_and_names_it() {
        known("allowed", "input", "allow", null);
        canaries()
                .given(defined(1, "allowed", "input", "allow", null, 1))
                .when(define("denied", "input", "deny", null))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.CANARY_CONTRADICTION, "canary", "allowed"));
    }

    @Test
    void a_removed_canary_is_counted_out() {
        known("refund", "input", "deny", null);
        canaries()
                .given(defined(1, "refund", "input", "deny", null, 1))
                .when(new RemoveCanary("z1", "refund"))
                .expectEvents(new CanaryRemoved("z1", 2, "refund", 0));
    }

    @Test
    void an_unknown_canary_cannot_be_removed() {
        canaries()
                .given(defined(1, "refund", "input", "deny", null, 1))
                .when(new RemoveCanary("z1", "payout"))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.CANARY_NOT_FOUND));
        assertThat(new RemoveCanary("z1", "payout").notFound()).isEqualTo(Rejection.Reason.CANARY_NOT_FOUND);
    }

    @Test
    void a_zone_that_is_not_in_use_has_no_canaries() {
        canaries()
                .givenNoPriorActivity()
                .when(new DefineCanary("z2", "refund", "input", "deny", null))
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_FOUND));
        canaries()
                .given(new CanaryDefined("z2", 1, "refund", "sha", 5, "deny", null, 1))
                .when(new RemoveCanary("z2", "refund"))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_FOUND));
    }

    @Test
    void rejects_a_change_if_the_expected_canaries_differ() {
        canaries()
                .givenNoPriorActivity()
                .when(define("refund", "input", "deny", null), believing("c0"))
                .expectEvents(defined(1, "refund", "input", "deny", null, 1));
        known("refund", "input", "deny", null);
        for (var tag : Set.of("c0", "c2", "z1")) {
            canaries()
                    .given(defined(1, "refund", "input", "deny", null, 1))
                    .when(define("refund", "other", "deny", null), believing(tag))
                    .expectNoEvents()
                    .expectException(Refused.as(Rejection.Reason.PRECONDITION_FAILED));
            canaries()
                    .given(defined(1, "refund", "input", "deny", null, 1))
                    .when(new RemoveCanary("z1", "refund"), believing(tag))
                    .expectNoEvents()
                    .expectException(Refused.as(Rejection.Reason.PRECONDITION_FAILED));
        }
    }

    @Test
    void the_stream_has_an_id_that_no_zone_has() {
        assertThat(CanaryCommand.idOf("z1")).isEqualTo("canaries/z1").doesNotMatch("[A-Za-z0-9_.:-]*");
    }

    private void known(String name, String input, String expect, @Nullable String reason) {
        known.put(name, new DefinedCanaries.Definition(Sha256.hex(input), expect, reason));
    }

    private static DefineCanary define(String name, String input, String expect, @Nullable String reason) {
        return new DefineCanary("z1", name, input, expect, reason);
    }

    private static CanaryDefined defined(
            long version, String name, String input, String expect, @Nullable String reason, int count) {
        return new CanaryDefined("z1", version, name, Sha256.hex(input), input.length(), expect, reason, count);
    }

    private static Map<String, Object> believing(String tag) {
        return Map.of(Precondition.KEY, new Precondition(Set.of(tag)));
    }

    private FixtureConfiguration<Canaries> canaries() {
        return new AggregateTestFixture<>(Canaries.class)
                .registerInjectableResource(new OneZone())
                .registerInjectableResource((Contents) Sha256::hex)
                .registerInjectableResource(new Known());
    }

    private final class Known implements DefinedCanaries {

        @Override
        public Optional<Definition> find(String zoneId, String name) {
            return Optional.ofNullable(known.get(name));
        }

        @Override
        public Optional<Contradiction> contradicting(String zoneId, String name, Definition definition) {
            return known.entrySet().stream()
                    .filter(other -> !other.getKey().equals(name))
                    .filter(other -> other.getValue().inputSha256().equals(definition.inputSha256()))
                    .map(other -> new Contradiction(
                            other.getKey(),
                            other.getValue().expect(),
                            other.getValue().expectReason()))
                    .findFirst();
        }
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
