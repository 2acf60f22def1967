package dev.edict.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each setting has bounds, and a default that keeps a replica current well within its budget. */
class ChooseSettingsTest {

    private static final ControlPlaneClient CLIENT =
            ControlPlaneClient.at(URI.create("http://127.0.0.1:1"), () -> "token");

    private static ReplicaSettings.Builder settings() {
        return ReplicaSettings.from(new HttpBundleSource(CLIENT));
    }

    static Stream<ThrowingCallable> outOfBounds() {
        return Stream.of(
                () -> settings().zones(List.of()),
                () -> settings().zones(List.of("a b")),
                () -> settings().zones(List.of("x".repeat(129))),
                () -> settings().mostZones(0),
                () -> settings().mostZones(100_001),
                () -> settings().stalenessBudget(Duration.ofMillis(4_999)),
                () -> settings().stalenessBudget(Duration.ofDays(7).plusNanos(1)),
                () -> settings().feedWait(Duration.ZERO),
                () -> settings().feedWait(Duration.ofSeconds(31)),
                () -> settings().pollInterval(Duration.ZERO),
                () -> settings().pollInterval(Duration.ofMinutes(11)),
                () -> settings().loaders(0),
                () -> settings().loaders(17),
                () -> settings().reportingTo(CLIENT, ""),
                () -> settings().reportingTo(CLIENT, "gw/1"),
                () -> ControlPlaneClient.at(URI.create("http://h"), () -> "t", Duration.ofMillis(99), 1_024),
                () -> ControlPlaneClient.at(URI.create("http://h"), () -> "t", Duration.ofSeconds(61), 1_024),
                () -> ControlPlaneClient.at(URI.create("http://h"), () -> "t", Duration.ofSeconds(1), 1_023));
    }

    @ParameterizedTest
    @MethodSource("outOfBounds")
    void a_value_out_of_its_bounds_is_refused(ThrowingCallable setting) {
        assertThatIllegalArgumentException().isThrownBy(setting);
    }

    @Test
    void by_default_the_budget_is_five_minutes_and_a_question_waits_for_thirty_seconds() {
        var settings = settings().build();

        assertThat(settings.stalenessBudget()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.feedWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.zones()).isEmpty();
    }

    /** An age counts from the start of a request: one that waits as long as the budget would leave nothing of it. */
    @Test
    void a_question_waits_for_a_quarter_of_the_budget_at_most() {
        assertThat(settings().stalenessBudget(Duration.ofSeconds(20)).build().feedWait())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(settings()
                        .stalenessBudget(Duration.ofSeconds(20))
                        .feedWait(Duration.ofSeconds(2))
                        .build()
                        .feedWait())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(settings().withoutStalenessBudget().build().feedWait()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void settings_do_not_change_with_the_builder_that_made_them() {
        var builder = settings();
        var before = builder.build();

        builder.zones(List.of("z1"));

        assertThat(before.zones()).isEmpty();
    }

    @Test
    void a_replica_is_started_once() {
        try (var replica = new Replica(settings().build())) {
            replica.start();
            assertThatIllegalStateException().isThrownBy(replica::start);
        }
    }

    @Test
    void a_closed_replica_is_not_started() {
        var replica = new Replica(settings().build());
        replica.close();

        assertThatIllegalStateException().isThrownBy(replica::start);
    }
}
