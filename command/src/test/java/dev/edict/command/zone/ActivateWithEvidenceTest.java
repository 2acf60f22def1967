package dev.edict.command.zone;

import static dev.edict.command.api.Rejection.Reason.EVIDENCE_MISSING;
import static dev.edict.command.zone.ZoneFixture.REGISTERED;
import static dev.edict.command.zone.ZoneFixture.activate;
import static dev.edict.command.zone.ZoneFixture.activated;
import static dev.edict.command.zone.ZoneFixture.deactivate;
import static dev.edict.command.zone.ZoneFixture.rollbackTo;

import dev.edict.command.Refused;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.Evidence;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A zone holds activations, and nothing else, to the evidence that it asks for. */
class ActivateWithEvidenceTest {

    private static final Evidence WARNED = new Evidence("warn", List.of("suites_changed"));

    private final ZoneFixture fixture = new ZoneFixture();

    @Test
    void an_activation_records_what_evidence_it_lacks_if_the_zone_only_warns() {
        fixture.requiring((zoneId, versionId, manifest) -> manifest.equals("sha-v1") ? WARNED : null)
                .zone()
                .given(REGISTERED)
                .when(activate("v1"))
                .expectEvents(new PolicySetVersionActivated(
                        "z1",
                        "s1",
                        "v1",
                        "sha-v1",
                        1,
                        null,
                        null,
                        null,
                        new ActivationGrounds(null, null, WARNED, null),
                        "dispatch"));
    }

    @Test
    void an_activation_without_the_required_evidence_is_refused() {
        missing()
                .zone()
                .given(REGISTERED)
                .when(activate("v1"))
                .expectNoEvents()
                .expectException(Refused.as(EVIDENCE_MISSING));
    }

    @Test
    void a_rollback_and_a_deactivation_never_need_evidence() {
        missing()
                .remembering(new Activations() {
                    @Override
                    public Optional<Activation> before(String zoneId, long seq, @Nullable String governing) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<Activation> latestOf(String zoneId, String versionId) {
                        return Optional.of(new Activation(1, "s1", "v1", "sha-v1"));
                    }
                })
                .zone()
                .given(REGISTERED, activated("v1", 1, null, null), activated("v2", 2, 1L, "v1"))
                .when(rollbackTo("v1"))
                .expectSuccessfulHandlerExecution();
        missing()
                .zone()
                .given(REGISTERED, activated("v1", 1, null, null))
                .when(deactivate())
                .expectSuccessfulHandlerExecution();
    }

    private ZoneFixture missing() {
        return fixture.requiring((zoneId, versionId, manifest) -> {
            throw EVIDENCE_MISSING.because("version %s has no evidence", versionId);
        });
    }
}
