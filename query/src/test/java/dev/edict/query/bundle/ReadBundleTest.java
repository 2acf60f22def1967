package dev.edict.query.bundle;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.ContentCorrupted;
import dev.edict.query.QueryRejection;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

@Tag("servers")
class ReadBundleTest {

    private static final String BUNDLE = "/v1/zones/z1/bundle";

    private final Tables tables = new Tables();
    private final Slice http = new Slice(new BundleController(new BundleReader(tables.database())));

    @BeforeEach
    void a_zone_with_a_sealed_version() {
        tables.zone("z1", START);
        tables.policy("p1", "z1", START);
        tables.policyVersion("a", "p1", 1, START);
        tables.policyVersion("b", "p1", 2, START);
        tables.policySet("s1", "z1", START);
        tables.sealed("v1", "s1", 1, START, "b", "a");
    }

    @Test
    void a_bundle_has_the_policies_in_the_order_of_the_manifest_and_the_number_of_the_activation() {
        tables.activation("z1", 12, "s1", "v1", 40);
        assertThat(http.get(BUNDLE))
                .hasToString(
                        """
                        {"zone_id":"z1","activation_seq":12,"policy_set_id":"s1","version_id":"v1",\
                        "manifest_sha256":"sha of v1","since":"2026-01-01T00:00:00.123Z",\
                        "policies":[{"policy_version_id":"b","content":"content of b",\
                        "content_sha256":"5de76c5ae436d8e19ed10e855a11288f8378fb22a26cd1cd9224bc1c9ac59d27"},\
                        {"policy_version_id":"a","content":"content of a",\
                        "content_sha256":"8e56b639882ef91f67c597965dfb451cbd2e4b41d1a8cd9b01dd3241aa518796"}]}""");
    }

    @Test
    void a_zone_that_was_never_governed_has_an_empty_bundle() {
        assertThat(http.get(BUNDLE))
                .hasToString(
                        """
                        {"zone_id":"z1","activation_seq":0,"policy_set_id":null,"version_id":null,\
                        "manifest_sha256":null,"since":null,"policies":[]}""");
    }

    @Test
    void a_deactivated_zone_has_an_empty_bundle_with_a_number_even_when_it_is_archived() {
        tables.activation("z1", 13, "s1", null, 41);
        tables.archive("registered_zones", "z1");
        var bundle = http.get(BUNDLE);
        assertThat(bundle.get("activation_seq").intValue()).isEqualTo(13);
        assertThat(bundle.get("version_id").isNull()).isTrue();
        assertThat(bundle.get("policies")).isEmpty();
    }

    @Test
    void whoever_has_the_newest_bundle_does_not_get_it_again() {
        tables.activation("z1", 12, "s1", "v1", 40);
        var tag = Objects.requireNonNull(
                http.send(HttpMethod.GET, BUNDLE).getResponse().getHeader("ETag"));
        assertThat(tag).isEqualTo("\"b12-sha of v1\"");
        assertThat(http.sendWith(BUNDLE, "If-None-Match", tag)).hasStatus(HttpStatus.NOT_MODIFIED);
        tables.activation("z1", 13, "s1", null, 41);
        assertThat(http.sendWith(BUNDLE, "If-None-Match", tag)).hasStatusOk();
    }

    @Test
    void a_text_that_is_not_the_sealed_one_is_never_served() {
        tables.activation("z1", 12, "s1", "v1", 40);
        tables.change("update views.policy_versions set content = 'another' where id = 'a'");
        assertThat(http.send(HttpMethod.GET, BUNDLE).getUnresolvedException())
                .hasCauseInstanceOf(ContentCorrupted.class);
    }

    @Test
    void an_unknown_zone_has_no_bundle() {
        assertThat(http.refused("/v1/zones/z9/bundle").reason()).isEqualTo(QueryRejection.Reason.ZONE_NOT_FOUND);
    }
}
