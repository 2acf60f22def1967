package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

@Tag("servers")
class BindBridgePropertiesTest {

    @Test
    void only_the_key_is_required() {
        var properties = bind(Map.of("key", Relays.KEY));

        assertThat(properties.stream()).isEqualTo("caracal.policy.invalidate");
        assertThat(properties.maxLength()).isEqualTo(100_000);
        assertThat(properties.publishTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(properties.pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(properties.maxBackoff()).isEqualTo(Duration.ofSeconds(30));
        assertThat(properties.retention()).isEqualTo(Duration.ofDays(7));
        assertThat(properties.key().sign(new byte[0]))
                .isEqualTo(StreamKey.parse(Relays.KEY).sign(new byte[0]));
    }

    @Test
    void everything_can_be_set() {
        var properties = bind(Map.of(
                "key", Relays.KEY,
                "stream", "other.stream",
                "max-length", "7",
                "publish-timeout", "3s",
                "poll-interval", "4s",
                "max-backoff", "5s",
                "retention", "6h"));

        assertThat(properties.stream()).isEqualTo("other.stream");
        assertThat(properties.maxLength()).isEqualTo(7);
        assertThat(properties.publishTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(properties.pollInterval()).isEqualTo(Duration.ofSeconds(4));
        assertThat(properties.maxBackoff()).isEqualTo(Duration.ofSeconds(5));
        assertThat(properties.retention()).isEqualTo(Duration.ofHours(6));
    }

    @ParameterizedTest
    @CsvSource({
        "max-length, 0, max-length has to be positive",
        "publish-timeout, 0s, publish-timeout has to be positive",
        "publish-timeout, 3001ms, publish-timeout has to be at most 3s",
        "poll-interval, -1s, poll-interval has to be positive",
        "max-backoff, 0s, max-backoff has to be positive",
        "retention, 0s, retention has to be positive",
        "stream, two words, stream is signed and has to match",
        "key, '', key is missing",
    })
    void a_wrong_setting_stops_the_start_and_is_named(String name, String value, String message) {
        var settings = new HashMap<>(Map.of("key", Relays.KEY));
        settings.put(name, value);

        assertThatThrownBy(() -> bind(settings))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining("edict.sts-bridge." + message);
    }

    @ParameterizedTest
    @CsvSource({"deadbeefcafe", "this-is-a-secret-of-the-wrong-kind"})
    void a_secret_that_is_no_key_is_not_printed_when_the_start_fails(String secret) {
        var failure = catchThrowable(() -> bind(Map.of("key", secret)));

        assertThat(failure).rootCause().hasMessageContaining("the stream key");
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(secret);
        assertThat(reportedProperty(failure)).doesNotContain(secret);
    }

    /** What Spring Boot's failure report quotes. */
    private static String reportedProperty(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException bind) {
                var property = bind.getProperty();
                return property == null ? "" : String.valueOf(property.getValue());
            }
        }
        return "";
    }

    private static BridgeProperties bind(Map<String, String> settings) {
        var prefixed = new HashMap<String, Object>();
        settings.forEach((name, value) -> prefixed.put("edict.sts-bridge." + name, value));
        try (var context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("given", prefixed));
            context.register(Binding.class);
            context.refresh();
            return context.getBean(BridgeProperties.class);
        }
    }

    @EnableConfigurationProperties(BridgeProperties.class)
    static class Binding {}
}
