package dev.edict.query.feed;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.Slice;
import dev.edict.query.Tables;
import dev.edict.query.bundle.BundleReader;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class TellBundlesWithChangesTest {

    private static final String FEED = "/v1/replicas/feed?bundles=true";

    private final Tables tables = new Tables();
    private final ActivationFeedReader reader = new ActivationFeedReader(tables.database());
    private final BundleReader bundles = new BundleReader(tables.database());
    private final Slice http =
            new Slice(new ActivationFeedController(reader, bundles, new WaitingRequests(reader, bundles)));

    @BeforeEach
    void a_zone_that_is_governed() {
        zone("z1");
        tables.activation("z1", 4, "set of z1", "version of z1", 10);
    }

    @Test
    void a_change_has_its_bundle() {
        var bundle = http.get(FEED).at("/changes/0/bundle");
        assertThat(bundle.get("activation_seq").intValue()).isEqualTo(4);
        assertThat(bundle.get("version_id").stringValue()).isEqualTo("version of z1");
        assertThat(bundle.at("/policies/0/content").stringValue()).isEqualTo("content of text of z1");
    }

    @Test
    void a_deactivation_has_an_empty_one() {
        tables.activation("z1", 5, "set of z1", null, 20);
        var bundle = http.get(FEED).at("/changes/0/bundle");
        assertThat(bundle.get("activation_seq").intValue()).isEqualTo(5);
        assertThat(bundle.get("policies")).isEmpty();
    }

    @Test
    void a_bundle_that_does_not_fit_is_left_out_with_all_after_it() {
        zone("z2");
        tables.activation("z2", 1, "set of z2", "version of z2", 20);
        text("z2", "x".repeat(ChangedBundles.MOST_BYTES - 10));
        zone("z3");
        tables.activation("z3", 1, "set of z3", "version of z3", 30);
        assertThat(zonesWithBundle(http.get(FEED))).containsExactly("z1");
        assertThat(http.get(FEED).get("changes")).hasSize(3);
    }

    @Test
    void a_text_that_is_not_the_sealed_one_is_never_told_and_holds_nobody_up() {
        tables.change("update views.policy_versions set content = 'forged' where id = 'text of z1'");
        zone("z2");
        tables.activation("z2", 1, "set of z2", "version of z2", 20);
        assertThat(zonesWithBundle(http.get(FEED))).containsExactly("z2");
    }

    @Test
    void who_is_told_of_a_change_is_not_given_the_bundle_of_the_next_one() {
        var before = reader.after(0, null, 10);
        tables.activation("z1", 5, "set of z1", null, 20);
        var page = new FeedRequest(0, Duration.ZERO, 10, true).page(before, true);
        assertThat(new ChangedBundles(bundles).addTo(page)).isEqualTo(page);
    }

    private void zone(String id) {
        tables.zone(id, START);
        tables.policy("policy of " + id, id, START);
        tables.policyVersion("text of " + id, "policy of " + id, 1, START);
        tables.policySet("set of " + id, id, START);
        tables.sealed("version of " + id, "set of " + id, 1, START, "text of " + id);
    }

    private void text(String zoneId, @Nullable String content) {
        tables.change(
                """
                update views.policy_versions set content = ?, content_sha256 = encode(sha256(?::bytea), 'hex')
                where id = ?""",
                content,
                content,
                "text of " + zoneId);
    }

    private static List<String> zonesWithBundle(JsonNode page) {
        return page.get("changes")
                .valueStream()
                .filter(change -> change.has("bundle"))
                .map(change -> change.get("zone_id").stringValue())
                .toList();
    }
}
