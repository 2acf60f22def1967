package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/** A stock STS that loads what Edict binds is asked, and an activation is loaded when it says so. */
@Tag("servers")
@TestInstance(Lifecycle.PER_CLASS)
class StockStsTest {

    private static final String KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdeffedcba9876543210";

    private TableReadingSts sts;
    private Edict edict;
    private Api api;
    private Api.Governed zone;

    @BeforeAll
    void an_edict_that_asks_it() throws IOException {
        sts = new TableReadingSts(KEY);
        edict = Edict.with(Map.of("EDICT_STS_URLS", "http://127.0.0.1:" + sts.port(), "GATEWAY_STS_HMAC_KEY", KEY));
        api = edict.api();
        zone = api.governed(2);
        soon("it to be in the roster").until(() -> roster().size() == 1);
    }

    @AfterAll
    void close() {
        sts.close();
        edict.close();
    }

    @Test
    void activations_are_loaded_when_it_has_their_manifest_and_wait_while_it_does_not_answer() {
        assertThat(roster().get(0).get("kind").stringValue()).isEqualTo("sts");
        var first = activate(0);
        soon("its answer").until(() -> point().hasNonNull("error"));
        assertThat(point().get("id").stringValue()).isEqualTo(id());
        assertThat(point().get("state").stringValue()).isEqualTo("behind");
        assertThat(sts(first).get("state").stringValue()).isEqualTo("not_loaded");
        assertThat(sts(first).get("detail").stringValue()).startsWith(id() + ": has loaded nothing for the zone");

        sts.load(zone.zoneId(), edict.sql());
        soonLoaded(first);
        assertThat(sts(first).get("state").stringValue()).isEqualTo("loaded");
        assertThat(point().get("state").stringValue()).isEqualTo("current");
        assertThat(point().get("manifest_sha256")).isEqualTo(propagation().get("manifest_sha256"));

        var sameManifest = activate(1);
        sts.load(zone.zoneId(), edict.sql());
        soonLoaded(sameManifest);
        assertThat(point().get("version_id").stringValue())
                .isEqualTo(zone.versionIds().get(1));

        sts.close();
        var unheard = activate(0);
        soon("it to be unreachable")
                .until(() -> sts(unheard).get("state").stringValue().equals("unreachable"));
        assertThat(status(unheard).get("propagation_status").stringValue()).isEqualTo("waiting_for_sts");
        assertThat(sts(unheard).get("detail").stringValue()).startsWith(id() + ": ");
        assertThat(api.get("/v1/zones/%s/readiness".formatted(zone.zoneId()))
                        .expect(200)
                        .text("verdict"))
                .isEqualTo("warning");

        api.post("/v1/replicas/%s/dismiss".formatted(id()), Map.of("reason", "scrapped"))
                .expect(204);
        soonLoaded(unheard);
        assertThat(point().get("settled_by").stringValue()).isEqualTo("dismissed");
    }

    @Test
    void no_report_can_be_made_under_its_id() {
        api.post("/v1/replicas", Map.of("id", id())).refused(400, "invalid_body");
        api.post("/v1/replicas/%s/reports".formatted(id()), Map.of("incarnation", 1, "counter", 1, "zones", new int[0]))
                .refused(404, "replica_unknown");
    }

    private String activate(int version) {
        return api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(version))
                .expect(202)
                .text("status_url");
    }

    private void soonLoaded(String statusUrl) {
        soon("it to be loaded").until(() -> status(statusUrl)
                .get("propagation_status")
                .stringValue()
                .equals("loaded"));
    }

    private JsonNode status(String url) {
        return api.get(url).expect(200).json();
    }

    private JsonNode sts(String url) {
        return status(url).get("sts");
    }

    private JsonNode propagation() {
        return api.get("/v1/zones/%s/propagation".formatted(zone.zoneId()))
                .expect(200)
                .json();
    }

    private JsonNode point() {
        return propagation().get("decision_points").get(0);
    }

    private JsonNode roster() {
        return api.get("/v1/replicas").expect(200).json().get("items");
    }

    private String id() {
        return "sts:127.0.0.1:%d:127.0.0.1".formatted(sts.port());
    }

    private static ConditionFactory soon(String what) {
        return await(what).atMost(Duration.ofSeconds(20));
    }
}
