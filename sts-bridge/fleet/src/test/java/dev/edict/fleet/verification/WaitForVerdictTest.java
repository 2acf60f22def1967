package dev.edict.fleet.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.command.api.Rejection;
import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.propagation.PropagationOf;
import dev.edict.fleet.propagation.PropagationProperties;
import dev.edict.fleet.roster.ReportRecorded;
import dev.edict.fleet.roster.ReportingDecisionPoints;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.context.request.async.DeferredResult;

/** A request waits while the verdict is pending, without a thread, and for as long as it said. */
@Tag("servers")
class WaitForVerdictTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final FleetDatabase database = FleetDatabase.empty();
    private final ReportingDecisionPoints roster = new ReportingDecisionPoints(database);
    private final VerificationReader reader = new VerificationReader(
            PropagationOf.deployments(database),
            PropagationOf.decisionPoints(database),
            new EvidenceReader(database.pool()),
            new PropagationProperties(Duration.ofSeconds(90), Duration.ofSeconds(60)));
    private final WaitingVerifications waiting = new WaitingVerifications(reader);

    @BeforeEach
    void aChangeThatIsAwaited() {
        database.registerZones("z1");
        roster.register("gw-1", 300);
        database.activate("z1", 1);
        database.announce("z1", 1);
        database.sent("z1", 1, "1");
        waiting.start();
    }

    @AfterEach
    void stop() {
        waiting.stop();
    }

    @Test
    void it_is_answered_once_the_verdict_is_there_and_not_before() {
        var answer = waiting.await(pending(), LONG, "admin:ci");
        await("some looks").pollDelay(Duration.ofMillis(1_200)).until(() -> !answer.hasResult());
        roster.loaded("gw-1", "z1", 1);
        waiting.on(new ReportRecorded(Set.of("z1")));
        await("the answer").until(answer::hasResult);
        assertThat(verdict(answer)).isEqualTo(CheckState.NOT_VERIFIABLE);
    }

    @Test
    void it_is_answered_with_what_is_known_when_its_patience_is_over() {
        var answer = waiting.await(pending(), Duration.ofSeconds(1), "admin:ci");
        await("the answer").until(answer::hasResult);
        assertThat(verdict(answer)).isEqualTo(CheckState.PENDING);
    }

    @Test
    void a_token_waits_with_twenty_requests_at_most_and_takes_no_place_of_another() {
        var pending = pending();
        waitWithTwenty(pending, "admin:ci");
        assertRefused(pending, "admin:ci");
        assertThat(waiting.await(pending, LONG, "admin:other").hasResult()).isFalse();
    }

    @Test
    void two_hundred_requests_wait_at_most_whoever_sent_them() {
        var pending = pending();
        for (var n = 0; n < WaitingVerifications.MOST / WaitingVerifications.MOST_PER_CALLER; n++) {
            waitWithTwenty(pending, "admin:ci-" + n);
        }
        assertRefused(pending, "admin:other");
    }

    private void waitWithTwenty(Verification pending, String caller) {
        for (var n = 0; n < WaitingVerifications.MOST_PER_CALLER; n++) {
            waiting.await(pending, LONG, caller);
        }
    }

    private void assertRefused(Verification pending, String caller) {
        assertThatThrownBy(() -> waiting.await(pending, LONG, caller))
                .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Rejection.Reason.TOO_MANY_WAITING_REQUESTS));
    }

    private Verification pending() {
        var verification = reader.find("z1", 1).orElseThrow();
        assertThat(verification.verdict()).isEqualTo(CheckState.PENDING);
        return verification;
    }

    private static CheckState verdict(DeferredResult<Verification> answer) {
        return answer.getResult() instanceof Verification verification ? verification.verdict() : CheckState.FAILED;
    }
}
