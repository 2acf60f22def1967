package dev.edict.command.zone;

import static dev.edict.command.zone.ZoneFixture.REGISTERED;
import static dev.edict.command.zone.ZoneFixture.activate;
import static dev.edict.command.zone.ZoneFixture.activateEvaluated;
import static dev.edict.command.zone.ZoneFixture.activated;
import static dev.edict.command.zone.ZoneFixture.deactivate;
import static dev.edict.command.zone.ZoneFixture.rollbackTo;

import dev.edict.command.Refused;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.CanaryForecast;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Under the lock an activation is held to what it was evaluated with before. */
class ActivateWithCanariesTest {

    private static final CanaryForecast WARNED = new CanaryForecast("warn", 7, 10, 2, List.of("payout", "refund"));

    private final ZoneFixture fixture = new ZoneFixture();

    @Test
    void an_activation_keeps_how_its_canaries_would_be_decided() {
        fixture.withCanaries("warn", 7)
                .zone()
                .given(REGISTERED)
                .when(activateEvaluated("v1", WARNED))
                .expectEvents(new PolicySetVersionActivated(
                        "z1",
                        "s1",
                        "v1",
                        "sha-v1",
                        1,
                        null,
                        null,
                        null,
                        new ActivationGrounds(null, null, null, WARNED),
                        "dispatch"));
    }

    @Test
    void canaries_that_changed_since_they_were_evaluated_are_refused() {
        changed(fixture.withCanaries("warn", 8), "v1");
    }

    @Test
    void a_setting_that_changed_since_the_evaluation_is_refused() {
        changed(fixture.withCanaries("required", 7), "v1");
        changed(new ZoneFixture(), "v1");
    }

    @Test
    void an_activation_that_was_not_evaluated_is_refused_once_the_zone_asks_for_it() {
        fixture.withCanaries("required", 1)
                .zone()
                .given(REGISTERED)
                .when(activate("v1"))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.CANARIES_CHANGED));
    }

    @Test
    void an_unknown_version_is_not_found_although_it_was_not_evaluated() {
        fixture.withCanaries("required", 1)
                .zone()
                .given(REGISTERED)
                .when(activate("unknown"))
                .expectException(Refused.as(Rejection.Reason.VERSION_NOT_FOUND));
    }

    @Test
    void a_rollback_and_a_deactivation_evaluate_no_canaries() {
        fixture.withCanaries("required", 1)
                .remembering(new Governed())
                .zone()
                .given(REGISTERED, activated("v1", 1, null, null), activated("v2", 2, 1L, "v1"))
                .when(rollbackTo("v1"))
                .expectSuccessfulHandlerExecution();
        fixture.zone()
                .given(REGISTERED, activated("v1", 1, null, null))
                .when(deactivate())
                .expectSuccessfulHandlerExecution();
    }

    private static void changed(ZoneFixture fixture, String versionId) {
        fixture.zone()
                .given(REGISTERED)
                .when(activateEvaluated(versionId, WARNED))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.CANARIES_CHANGED));
    }

    /** Version v1 governed before. */
    private static final class Governed implements Activations {

        @Override
        public Optional<Activation> before(String zoneId, long seq, @Nullable String governing) {
            return Optional.empty();
        }

        @Override
        public Optional<Activation> latestOf(String zoneId, String versionId) {
            return Optional.of(new Activation(1, "s1", versionId, "sha-" + versionId));
        }
    }
}
