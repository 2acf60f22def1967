package dev.edict.fleet.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.SettingRefused;
import dev.edict.fleet.asking.Origin;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Which stock STS there are is a setting, and one that cannot be used is refused at the start. */
class StsUrlsTest {

    private static final String KEY = "ab".repeat(32);

    @Test
    void reads_names_with_commas_between_them() {
        assertThat(StsUrls.parse("http://STS.internal:8080, https://sts.example/ ,http://[::1]:81"))
                .containsExactly(
                        new Origin("http", "sts.internal", 8080),
                        new Origin("https", "sts.example", -1),
                        new Origin("http", "::1", 81));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sts.internal:8080 | not http or https",
                "ftp://sts.internal | not http or https",
                "http:///x | not http or https",
                "http://sts.internal:99999 | not http or https",
                "http://my_sts:8080 | not http or https",
                "http://sts internal | cannot be read",
                "http://user:sesame@sts.internal | credentials",
                "http://sts.internal/?a=sesame | credentials, a query",
                "http://sts.internal/#sesame | credentials, a query or a fragment",
                "http://sts.internal/sesame | has a path in URL 1",
                "http://sts.internal, | URL 2",
                "http://sts.internal,https://sts.internal:80 | twice",
            })
    void refuses_what_is_no_origin_by_its_number_and_without_repeating_it(String urls, String reason) {
        assertThatThrownBy(() -> StsUrls.parse(urls))
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith("EDICT_STS_URLS has ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("sesame")
                .hasNoCause();
    }

    @Test
    void takes_twenty_and_no_more() {
        assertThat(StsUrls.parse(urls(20))).hasSize(20);
        assertThatThrownBy(() -> StsUrls.parse(urls(21))).hasMessage("EDICT_STS_URLS has 21 URLs: set at most 20");
    }

    @Test
    void refuses_a_name_that_leaves_no_room_for_an_address_in_an_id() {
        assertThat(StsUrls.parse("http://" + "a".repeat(78))).hasSize(1);
        assertThatThrownBy(() -> StsUrls.parse("http://" + "a".repeat(79))).hasMessageContaining("at most 78");
    }

    @Test
    void without_urls_there_is_nothing_to_ask_and_no_key_is_needed() {
        assertThat(started(Map.of()).origins()).isEmpty();
    }

    @Test
    void urls_without_a_key_are_refused() {
        assertThatThrownBy(() -> started(Map.of("EDICT_STS_URLS", "http://sts.internal")))
                .isInstanceOf(SettingRefused.class)
                .hasMessage("GATEWAY_STS_HMAC_KEY is missing: the STS accepts signed requests only");
        assertThat(started(Map.of("EDICT_STS_URLS", "http://sts.internal", "GATEWAY_STS_HMAC_KEY", KEY))
                        .origins())
                .hasSize(1);
    }

    private static String urls(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "http://sts-" + number)
                .collect(Collectors.joining(","));
    }

    private static StockSts started(Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", settings));
        return new StsConfiguration().stockSts(environment);
    }
}
