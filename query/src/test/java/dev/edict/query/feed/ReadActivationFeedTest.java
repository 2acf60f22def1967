package dev.edict.query.feed;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.QueryModule;
import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import dev.edict.query.bundle.BundleReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class ReadActivationFeedTest {

    private static final String FEED = "/v1/replicas/feed";

    private final Tables tables = new Tables();
    private final ActivationFeedReader reader = new ActivationFeedReader(tables.database());
    private final BundleReader bundles = new BundleReader(tables.database());
    private final ActivationFeedController controller =
            new ActivationFeedController(reader, bundles, new WaitingRequests(reader, bundles));
    private final Slice http = new Slice(controller);

    @BeforeEach
    void three_zones_that_changed() {
        tables.zone("z1", START);
        tables.policySet("s1", "z1", START);
        tables.sealed("v1", "s1", 1, START);
        tables.activation("z1", 4, "s1", "v1", 10);
        tables.activation("z2", 1, "s1", "v1", 20);
        tables.activation("z3", 2, "s1", null, 30);
    }

    @Test
    void the_first_reading_tells_the_latest_change_of_every_zone() {
        assertThat(http.get(FEED))
                .hasToString(
                        """
                        {"cursor":"30","complete":true,"changes":[\
                        {"zone_id":"z1","activation_seq":4,"version_id":"v1","manifest_sha256":"sha of v1","position":10},\
                        {"zone_id":"z2","activation_seq":1,"version_id":"v1","manifest_sha256":"sha of v1","position":20},\
                        {"zone_id":"z3","activation_seq":2,"version_id":null,"manifest_sha256":null,"position":30}]}""");
    }

    @Test
    void the_next_one_tells_what_changed_since() {
        tables.activation("z1", 5, "s1", null, 40);
        assertThat(zones(http.get(FEED + "?after=30"))).containsExactly("z1 5");
    }

    @Test
    void who_reads_page_by_page_is_told_when_there_is_more() {
        var first = http.get(FEED + "?limit=2");
        assertThat(zones(first)).containsExactly("z1 4", "z2 1");
        assertThat(first.get("complete").booleanValue()).isFalse();
        var second = http.get(FEED + "?limit=2&after=" + first.get("cursor").stringValue());
        assertThat(zones(second)).containsExactly("z3 2");
        assertThat(second.get("complete").booleanValue()).isTrue();
    }

    @Test
    void a_reading_without_news_keeps_the_cursor() {
        assertThat(http.get(FEED + "?after=30")).hasToString("{\"cursor\":\"30\",\"complete\":true,\"changes\":[]}");
    }

    @Test
    void a_token_of_one_zone_sees_that_zone_alone() {
        var ofZ2 = new Slice(controller, "admin:gateway", Map.of(QueryModule.ZONE_ATTRIBUTE, "z2"));
        assertThat(zones(ofZ2.get(FEED))).containsExactly("z2 1");
        assertThat(zones(ofZ2.get(FEED + "?after=20"))).isEmpty();
    }

    @Test
    void a_cursor_that_the_log_has_not_reached_is_refused() {
        assertThat(http.refused(FEED + "?after=31").reason()).isEqualTo(Reason.INVALID_CURSOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "01", "1e3", "9999999999999999999"})
    void what_is_no_cursor_is_refused(String cursor) {
        assertThat(http.refused(FEED + "?after=" + cursor).reason()).isEqualTo(Reason.INVALID_CURSOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=61s", "wait=5", "wait=-1s", "wait=1.5s", "limit=0", "limit=1001", "bundles=1"})
    void what_is_out_of_bounds_is_refused(String parameter) {
        assertThat(http.refused(FEED + "?" + parameter).reason()).isEqualTo(Reason.INVALID_QUERY);
    }

    private static List<String> zones(JsonNode page) {
        return page.get("changes")
                .valueStream()
                .map(change -> change.get("zone_id").stringValue() + " "
                        + change.get("activation_seq").intValue())
                .toList();
    }
}
