package dev.edict.fleet.opa.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.SettingRefused;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which agents are asked about canaries is a setting, and one that cannot be used is refused at the start. */
class CanaryUrlsTest {

    @Test
    void reads_pairs_with_commas_between_them() {
        assertThat(CanaryUrls.parse("gw-1=http://GW-1.internal:8181, host:2=https://opa.example/agents/2/"))
                .containsExactly(
                        Map.entry("opa:gw-1", URI.create("http://gw-1.internal:8181")),
                        Map.entry("opa:host:2", URI.create("https://opa.example/agents/2")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://gw | pair 1 without an instance",
                "=http://gw | pair 1 without an instance",
                "g w=http://gw | pair 1 without an instance",
                "gw=gw:8181 | not http or https",
                "gw=http:/gw | not http or https",
                "gw=ftp://gw | not http or https",
                "gw=http://gw:99999 | not http or https",
                "gw=http://my gw | cannot be read",
                "gw=http://user:sesame@gw | credentials",
                "gw=http://gw/?a=sesame | credentials, a query",
                "gw=http://gw/#sesame | credentials, a query or a fragment",
                "gw=http://gw, | pair 2",
                "gw=http://gw,gw=http://gw-2 | instance of pair 2 twice",
                "gw=http://gw,gw-2=http://GW/ | URL of pair 2 twice",
            })
    void refuses_what_is_no_pair_by_its_number_and_without_repeating_it(String pairs, String reason) {
        assertThatThrownBy(() -> CanaryUrls.parse(pairs))
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith("EDICT_OPA_CANARY_URLS has ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("sesame")
                .hasNoCause();
    }

    @Test
    void takes_200_and_no_more() {
        assertThat(CanaryUrls.parse(pairs(200))).hasSize(200);
        assertThatThrownBy(() -> CanaryUrls.parse(pairs(201)))
                .hasMessage("EDICT_OPA_CANARY_URLS has 201 pairs: set at most 200");
    }

    @Test
    void refuses_a_token_with_a_blank_without_repeating_it() {
        assertThatThrownBy(() -> RunningCanaryAsker.agents(Map.of("EDICT_OPA_CANARY_TOKEN", "open sesame")))
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith("EDICT_OPA_CANARY_TOKEN is not a token")
                .hasMessageNotContaining("sesame");
    }

    private static String pairs(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "gw-%d=http://gw-%d".formatted(number, number))
                .collect(Collectors.joining(","));
    }
}
