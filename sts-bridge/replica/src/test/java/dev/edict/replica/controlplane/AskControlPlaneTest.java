package dev.edict.replica.controlplane;

import static dev.edict.replica.Policies.bundle;
import static dev.edict.replica.Policies.granting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.replica.FakeControlPlane;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Questions over HTTP, and what is made of every kind of answer. */
class AskControlPlaneTest {

    private static final Bundle BUNDLE = bundle("z1", 1, granting("r1"));

    private final FakeControlPlane edict = FakeControlPlane.started();
    private final HttpBundleSource source = new HttpBundleSource(edict.client());

    @AfterEach
    void close() {
        edict.close();
    }

    private ControlPlaneClient client(Duration timeout, int longestAnswer) {
        return ControlPlaneClient.at(edict.address(), () -> FakeControlPlane.TOKEN, timeout, longestAnswer);
    }

    private void assertRefused(String code) {
        assertThatThrownBy(() -> source.bundle("z1", null))
                .isInstanceOf(ControlPlaneFailure.class)
                .hasMessageStartingWith(code + ": ");
    }

    @Test
    void a_bundle_is_read_as_it_is() {
        edict.put(BUNDLE);

        assertThat(source.bundle("z1", null)).contains(BUNDLE);
        assertThat(edict.received("GET", "/v1/zones/z1/bundle"))
                .extracting(FakeControlPlane.Received::authorization)
                .containsExactly("Bearer " + FakeControlPlane.TOKEN);
    }

    @Test
    void a_bundle_that_is_in_force_is_not_sent_again() {
        edict.put(BUNDLE);
        source.bundle("z1", null);

        assertThat(source.bundle("z1", ZoneChange.of(BUNDLE))).isEmpty();
    }

    @Test
    void the_tag_of_a_bundle_that_was_read_and_not_put_in_force_confirms_nothing() {
        var other = bundle("z1", 1, granting("r2"));
        edict.put(other);
        source.bundle("z1", null);

        assertThat(source.bundle("z1", ZoneChange.of(BUNDLE))).contains(other);
    }

    @Test
    void a_zone_that_does_not_exist_is_named_by_the_control_planes_code() {
        assertRefused("zone_not_found");
    }

    @Test
    void a_refused_token_is_named_by_the_control_planes_code() {
        edict.put(BUNDLE);
        edict.acceptOnly("another");

        assertRefused("invalid_admin_token");
    }

    @Test
    void a_control_plane_that_is_away_is_unreachable() {
        edict.end();

        assertRefused("unreachable");
    }

    @Test
    void a_control_plane_that_does_not_answer_is_given_up() {
        edict.hang();
        var began = System.nanoTime();

        assertThatThrownBy(() -> new HttpBundleSource(client(Duration.ofMillis(200), 1024)).bundle("z1", null))
                .hasMessage("unreachable: no answer within 200 ms");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void an_answer_that_is_too_long_is_cut_off() {
        edict.put(bundle("z1", 1, granting("r".repeat(5_000))));

        assertThatThrownBy(() -> new HttpBundleSource(client(Duration.ofSeconds(5), 4_096)).bundle("z1", null))
                .hasMessageContaining("longer than 4096 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "null",
                "{}",
                "{\"zone_id\":\"z1\"}",
                "{\"zone_id\":\"z1\",\"activation_seq\":\"x\"}",
                "{\"zone_id\":\"z1\",\"activation_seq\":1,\"policies\":[null]}",
                "{\"zone_id\":\"z1\",\"activation_seq\":1,\"policies\":[{\"content\":\"\"}]}",
                "{\"zone_id\":\"z1\",\"activation_seq\":1,\"policies\":{}}",
            })
    void an_answer_of_another_shape_is_not_used(String body) {
        edict.put(BUNDLE);
        edict.tamper(honest -> body);

        assertRefused("unusable_answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"cursor\":\"1\",\"complete\":true,\"changes\":[{\"zone_id\":\"a b\",\"activation_seq\":1}]}",
                "{\"cursor\":\"1\",\"complete\":true,\"changes\":[null]}",
                "{\"cursor\":\"12345678901234567890123456789012345678901234567890123456789012345\",\"complete\":true}",
            })
    void a_page_of_another_shape_is_not_used(String body) {
        edict.tamper(honest -> body);

        assertThatThrownBy(() -> source.changes(null, Duration.ZERO)).hasMessageStartingWith("unusable_answer: ");
    }

    @Test
    void members_that_are_not_known_are_ignored() {
        edict.put(BUNDLE);
        edict.tamper(honest -> honest.replace("{\"zone_id\"", "{\"more\":{\"a\":[1]},\"zone_id\""));

        assertThat(source.bundle("z1", null)).contains(BUNDLE);
    }

    @Test
    void a_token_that_is_none_is_not_sent_and_not_shown() {
        var client = ControlPlaneClient.at(edict.address(), () -> "secret\r\nx: y");

        assertThatThrownBy(() -> new HttpBundleSource(client).bundle("z1", null))
                .hasMessageStartingWith("no_token")
                .hasMessageNotContaining("secret");
        assertThat(client.toString()).doesNotContain("secret");
        assertThat(edict.received("GET", ".*")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host",
                "http:///path",
                "http://user:secret@host",
                "http://host?x=y",
                "http://host#x",
                "host"
            })
    void an_address_that_is_none_is_refused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ControlPlaneClient.at(URI.create(address), () -> "token"))
                .withMessageNotContaining("secret");
    }

    @Test
    void a_zone_id_is_never_more_than_one_segment_of_a_path() {
        assertThatIllegalArgumentException().isThrownBy(() -> source.bundle("../../x", null));
        assertThatIllegalArgumentException().isThrownBy(() -> source.bundle("", null));
    }

    @Test
    void the_manifests_hash_is_the_contracts() throws IOException {
        try (var file = AskControlPlaneTest.class.getResourceAsStream("/vectors/manifest-hash.json")) {
            var vector = JsonMapper.shared().readTree(Objects.requireNonNull(file));
            assertThat(BundleVerification.manifestSha256(
                            List.of("01920000-0000-7000-8000-0000000000d4", "01920000-0000-7000-8000-0000000000e5")))
                    .isEqualTo(vector.get("sha256").stringValue());
        }
    }
}
