package dev.edict.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.Edict;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page that shows a zone as it was. */
@Tag("servers")
class AsOfPageTest {

    private static final Edict EDICT = Edict.shared();
    private static final Pattern SLIDER =
            Pattern.compile("type=\"range\" name=\"second\" step=\"1\" min=\"(\\d+)\" max=\"(\\d+)\" value=\"(\\d+)\"");

    private static final Pattern LINK = Pattern.compile("href=\"as-of\\?seq=(\\d+)\"");

    private final Api api = EDICT.api();
    private final Api.Governed governed = api.governed(1);
    private final String page = "/console/zones/%s/as-of".formatted(governed.zoneId());
    private final Pages pages = new Pages(EDICT.port());

    @BeforeEach
    void sign_in() {
        var token = Map.of("name", "as-of", "scope", "global", "capability", "read");
        pages.signIn(api.post("/v1/admin-tokens", token).expect(201).text("token"));
    }

    @Test
    void it_says_in_words_what_governs_now_and_what_governed_before() {
        var before = Instant.now();
        assertThat(pages.get(page).body()).contains("Nothing governed the zone: every request was denied.");
        api.post(
                        "/v1/zones/%s/policy-sets/%s/activate".formatted(governed.zoneId(), governed.policySetId()),
                        Map.of("version_id", governed.versionIds().get(0), "reason", "the first one"))
                .expect(202);
        assertThat(pages.get(page).body())
                .contains("governed the zone.", "the first one", "The change rests on none.", "activation 1");
        assertThat(pages.get(page + "?at=" + before).body())
                .contains("Nothing governed the zone")
                .doesNotContain("the first one");
    }

    @Test
    void the_slider_covers_the_time_since_the_zone_exists_and_works_as_a_form() {
        var slider = SLIDER.matcher(pages.get(page).body());
        assertThat(slider.find()).isTrue();
        var first = Long.parseLong(slider.group(1));
        var last = Long.parseLong(slider.group(2));
        assertThat(last)
                .isGreaterThanOrEqualTo(first)
                .isLessThanOrEqualTo(Instant.now().getEpochSecond());
        for (var second : new long[] {first, last, first - 1_000_000, last + 1_000_000}) {
            assertThat(pages.get(page + "?second=" + second).status()).isEqualTo(200);
        }
    }

    @Test
    void an_entry_of_the_timeline_leads_to_the_zone_as_of_its_event() {
        await("the timeline to be written after the commit")
                .until(() -> !api.timeline(governed.zoneId()).isEmpty());
        var timeline = pages.get("/console/zones/%s/timeline".formatted(governed.zoneId()))
                .body();
        var link = LINK.matcher(timeline);
        assertThat(link.find()).isTrue();
        assertThat(pages.get(page + "?seq=" + link.group(1)).status()).isEqualTo(200);
    }

    @Test
    void what_is_no_instant_of_the_zone_is_refused_by_name() {
        assertThat(pages.get(page + "?at=2099-01-01T00:00").body()).contains("instant_in_future");
        assertThat(pages.get(page + "?at=2001-01-01T00:00").body()).contains("instant_before_zone");
        assertThat(pages.get(page + "?seq=999999999999").body()).contains("sequence_beyond_head");
        assertThat(pages.get(page + "?second=soon").body()).contains("invalid_query");
        assertThat(pages.get(page + "?seq=first").body()).contains("invalid_query");
    }
}
