package dev.edict.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.EdictStub;
import dev.edict.cli.EdictStub.Answer;
import dev.edict.cli.Ran;
import dev.edict.cli.Texts;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which zone the commands of zones are about. */
class FindZoneTest {

    private static final String ZONE = "{\"id\": \"z1\", \"name\": \"Shop\", \"slug\": \"shop\"}";
    private static final String VERIFIED =
            """
            {"zone_id": "z1", "activation_seq": 3, "verdict": "passed", "change": "activation", "version_id": "v1",
             "checks": [{"check": "activation", "state": "passed", "sentence": "in the log"}]}
            """;

    private final EdictStub stub =
            EdictStub.started().on("GET /v1/zones/z1/activations/latest/verification?wait=0s", VERIFIED);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void it_is_found_by_its_id() throws IOException {
        stub.on("GET /v1/zones/z1", ZONE);
        assertThat(verify("--zone", "z1").exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void it_is_found_by_its_slug() throws IOException {
        stub.on("GET /v1/zones/shop", Answer.error(404, "zone_not_found"));
        stub.on("GET /v1/zones?slug=shop", "{\"items\": [%s]}".formatted(ZONE));
        assertThat(verify("--zone", "shop").out()).startsWith("Activation 3 of zone z1");
    }

    @Test
    void a_server_that_lists_other_zones_does_not_mislead() throws IOException {
        stub.on("GET /v1/zones/shops", Answer.error(404, "zone_not_found"));
        stub.on("GET /v1/zones?slug=shops", "{\"items\": [%s]}".formatted(ZONE));
        var ran = verify("--zone", "shops");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).contains("no zone has the id or slug shops at " + stub.address());
    }

    @Test
    void a_token_of_one_zone_needs_the_id() throws IOException {
        stub.on("GET /v1/zones/shop", Answer.error(403, "admin_token_zone_mismatch"));
        var ran = verify("--zone", "shop");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err())
                .contains("403 admin_token_zone_mismatch")
                .contains("name the zone by its id if shop is its slug");
    }

    @Test
    void a_folder_of_policies_names_its_zone() throws IOException {
        stub.on("GET /v1/zones/shop", ZONE);
        Texts.file(folder, "edict.yaml", "zone: shop\npolicy_set: authorization\n");
        var options = new ZoneOptions(folder);
        assertThat(options.zone(TestClient.of(stub.address()))).isEqualTo(new Zone("z1", "Shop", "shop"));
    }

    @Test
    void without_a_zone_it_is_said_how_to_name_one() throws IOException {
        var ran = verify();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(ran.err())
                .contains("no zone: name one with --zone", "'edict verify --help' lists the options")
                .doesNotContain("Usage");
        assertThat(stub.received()).isEmpty();
    }

    @Test
    void a_malformed_zone_is_never_asked_for() throws IOException {
        assertThat(verify("--zone", "../x").exitCode()).isEqualTo(ExitCode.NOT_UNDERSTOOD);
        assertThat(stub.received()).isEmpty();
    }

    private Ran verify(Object... zone) throws IOException {
        var words = new Object[7 + zone.length];
        var token = Texts.file(folder, "token", "t");
        System.arraycopy(
                new Object[] {"verify", "--url", stub.address(), "--token-file", token, "--wait", "0s"},
                0,
                words,
                0,
                7);
        System.arraycopy(zone, 0, words, 7, zone.length);
        return Ran.edict(words);
    }
}
