package dev.edict.fleet.opa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

/** What an agent asks for, by its headers. */
class RequestBundleTest {

    private static BundleRequest request(String name, String... values) {
        var headers = new HttpHeaders();
        for (var value : values) {
            headers.add(name, value);
        }
        return BundleRequest.of(headers);
    }

    @Test
    void tags_are_a_list_in_one_header_or_several_weak_or_not() {
        var asked = request("If-None-Match", "\"e3\", W/\"e2\",\"e,1\"", "\"e0\"");
        for (var tag : new String[] {"e3", "e2", "e,1", "e0"}) {
            assertThat(asked.has(tag)).as(tag).isTrue();
        }
        assertThat(asked.has("e")).isFalse();
        assertThat(asked.has("e4")).isFalse();
        assertThat(request("If-None-Match", "*").has("anything")).isTrue();
        assertThat(request("Accept", "*").has("anything")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "modes=snapshot,delta;wait=4 | 3300",
                "modes=snapshot,delta; Wait = 4 | 3300",
                "wait=\"4\" | 3300",
                "wait=2 | 1300",
                "wait=1 | 300",
                "wait=0 | 100",
                "wait=60 | 59300",
                "wait=61 | 59300",
                "wait=999999999 | 59300",
                "modes=snapshot,delta | 0",
                "await=4 | 0",
                "wait=x | 0",
                "wait=9999999999 | 0"
            })
    void it_is_held_for_less_than_it_waits_and_never_for_more_than_a_minute(String prefer, long millis) {
        assertThat(request("Prefer", prefer).hold()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void a_preference_may_stand_in_a_header_of_its_own() {
        assertThat(request("Prefer", "modes=snapshot", "wait=4").hold()).isEqualTo(Duration.ofMillis(3300));
        assertThat(request("Accept", "x").hold()).isZero();
    }
}
