package dev.edict.decisionpoint.caracal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Rejection;
import dev.edict.command.secret.GatewayKey;
import dev.edict.decisionpoint.Policies;
import dev.edict.decisionpoint.ReplicaOfTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Contract §6.3 and §6.4. */
class AnswerSignedRequestsTest {

    private static final JsonNode VECTORS = vectors();
    private static final GatewayKey KEY =
            GatewayKey.parse(VECTORS.get("key_hex").stringValue());
    private static final Instant NOW = Instant.ofEpochSecond(1767225600);
    private static final ReplicaOfTests REPLICA =
            ReplicaOfTests.with(Map.of("zone-blue", List.of(Policies.LEDGER), "ungoverned", List.of()));

    private final SignedRequests signed = new SignedRequests(() -> Optional.of(KEY), at(NOW));

    private static JsonNode vectors() {
        try (var file = new ClassPathResource("vectors/internal-request-signature.json").getInputStream()) {
            return JsonMapper.shared().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    @AfterAll
    static void close() {
        REPLICA.close();
    }

    static Stream<JsonNode> vectorsOfTheContract() {
        return VECTORS.get("vectors").valueStream();
    }

    @ParameterizedTest
    @MethodSource("vectorsOfTheContract")
    void a_request_that_the_contract_signed_is_accepted_once(JsonNode vector) {
        var request = new MockHttpServletRequest(
                vector.get("method").stringValue(), vector.get("path").stringValue());
        request.addHeader(SignedRequests.TIMESTAMP, vector.get("timestamp").asString());
        request.addHeader(SignedRequests.NONCE, vector.get("nonce").stringValue());
        request.addHeader(SignedRequests.SIGNATURE, vector.get("signature").stringValue());
        var body = vector.get("body").stringValue().getBytes(StandardCharsets.UTF_8);

        signed.verify(request, body);

        assertDenied(() -> signed.verify(request, body));
    }

    @ParameterizedTest
    @CsvSource({"-60, true", "60, true", "-61, false", "61, false"})
    void a_clock_may_be_off_by_a_minute(long skew, boolean accepted) {
        var request = signedRequest("GET", "/internal/policy/status/zone-blue", "", NOW.plusSeconds(skew));

        if (accepted) {
            signed.verify(request, new byte[0]);
        } else {
            assertDenied(() -> signed.verify(request, new byte[0]));
        }
    }

    @Test
    void another_body_path_or_method_is_denied() {
        var path = "/internal/policy/status/zone-blue";
        assertDenied(() -> signed.verify(signedRequest("GET", path, "", NOW), new byte[] {1}));
        var otherPath = signedRequest("GET", path, "", NOW);
        otherPath.setRequestURI("/internal/policy/status/zone-red");
        assertDenied(() -> signed.verify(otherPath, new byte[0]));
        var otherMethod = signedRequest("GET", path, "", NOW);
        otherMethod.setMethod("POST");
        assertDenied(() -> signed.verify(otherMethod, new byte[0]));
    }

    @ParameterizedTest
    @CsvSource({"X-Caracal-Gateway-Timestamp", "X-Caracal-Gateway-Request", "X-Caracal-Gateway-Signature"})
    void a_missing_header_is_denied(String header) {
        var request = signedRequest("GET", "/internal/policy/status/zone-blue", "", NOW);
        request.removeHeader(header);

        assertDenied(() -> signed.verify(request, new byte[0]));
    }

    @Test
    void without_a_key_every_request_is_denied() {
        var keyless = new SignedRequests(Optional::empty, at(NOW));

        assertDenied(
                () -> keyless.verify(signedRequest("GET", "/internal/policy/status/zone-blue", "", NOW), new byte[0]));
    }

    @Test
    void the_status_names_what_is_in_force() {
        var status = status("zone-blue");

        assertThat(status.loaded()).isTrue();
        assertThat(status.policySetVersionId()).isEqualTo("version-7");
        assertThat(status.manifestSha256()).hasSize(64);
        assertThat(status.loadedAt()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void the_status_of_a_zone_that_nothing_governs_is_loaded_without_a_version() {
        assertThat(status("ungoverned"))
                .returns(true, StatusController.LoadedZone::loaded)
                .returns("no_active_policy_set", StatusController.LoadedZone::manifestSha256)
                .returns(null, StatusController.LoadedZone::policySetVersionId);
    }

    @Test
    void the_status_of_an_unknown_zone_is_not_loaded() {
        assertThat(status("unknown")).isEqualTo(StatusController.LoadedZone.notLoaded("unknown"));
    }

    private StatusController.LoadedZone status(String zoneId) {
        return new StatusController(signed, REPLICA.replica())
                .get(zoneId, signedRequest("GET", "/internal/policy/status/" + zoneId, "", NOW));
    }

    @Test
    void a_simulation_evaluates_the_documents_of_the_request() {
        var answer = simulate(
                body(
                        Policies.LEDGER,
                        "{\"principal\": {\"id\": \"app-1\", \"labels\": [\"teller\"]}, \"resource\":"
                                + " {\"identifier\": \"resource://ledger\"}, \"context\": {\"requested_scopes\": [\"read\"],"
                                + " \"agent_session_id\": \"s\"}, \"delegation_edge\": {\"id\": \"e\", \"scopes\": [\"read\"]}}"));

        assertThat(answer.versionId()).isEqualTo("psv-1");
        assertThat(answer.result().decision()).isEqualTo("allow");
        assertThat(answer.result().determiningPolicies()).containsExactly(Map.of("policy", "caracal-bank-mint"));
        assertThat(answer.result().evaluationStatus()).isEqualTo("complete");
    }

    @Test
    void an_empty_input_is_denied_by_no_rule() {
        assertThat(simulate(body(Policies.LEDGER, "{}")).result().diagnostics())
                .containsExactly(Map.of("reason", "no_rule_matched"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | invalid_token",
                "{ | invalid_token",
                "{} | invalid_token",
                "{\"policies\": []} | invalid_token",
                "{\"policies\": [null]} | invalid_token",
                "{\"policies\": [{\"id\": \"p\", \"content\": \"package caracal.authz\"}], \"input\": {\"principal\": 7}} |"
                        + " invalid_token",
                "{\"policies\": [{\"id\": \"p\", \"content\": \"package caracal.authz\"}], \"input\": {\"schema_version\":"
                        + " \"1999\"}} | policy_eval_failed",
                "{\"policies\": [{\"id\": \"p\", \"content\": \"no rego\"}], \"input\": {}} | policy_eval_failed",
            })
    void a_simulation_that_cannot_be_evaluated_is_refused_by_name(String body, String code) {
        assertThatThrownBy(() -> simulate(body)).isInstanceOfSatisfying(Rejection.class, refused -> assertThat(
                        refused.reason().code())
                .isEqualTo(code));
    }

    @Test
    void a_body_of_more_than_64_kib_is_refused_before_its_signature() {
        var unsigned = new MockHttpServletRequest("POST", "/internal/policy/simulate");

        assertThatThrownBy(() -> new SimulateController(signed).simulate(new byte[64 * 1024 + 1], unsigned))
                .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Rejection.Reason.INVALID_TOKEN));
    }

    private SimulateController.EvaluatedDocuments simulate(String body) {
        return new SimulateController(signed)
                .simulate(
                        body.getBytes(StandardCharsets.UTF_8),
                        signedRequest("POST", "/internal/policy/simulate", body, NOW));
    }

    private static String body(String content, String input) {
        return "{\"policy_set_id\": \"ps-1\", \"version_id\": \"psv-1\", \"manifest_sha256\": \"\", \"policies\": [{\"id\": \"pv-1\", \"content\": %s}], \"input\": %s}"
                .formatted(JsonMapper.shared().writeValueAsString(content), input);
    }

    private static MockHttpServletRequest signedRequest(String method, String path, String body, Instant at) {
        var request = new MockHttpServletRequest(method, path);
        var nonce = "nonce-" + at.getEpochSecond();
        request.addHeader(SignedRequests.TIMESTAMP, String.valueOf(at.getEpochSecond()));
        request.addHeader(SignedRequests.NONCE, nonce);
        request.addHeader(
                SignedRequests.SIGNATURE,
                KEY.sign(at.getEpochSecond(), nonce, method, path, body.getBytes(StandardCharsets.UTF_8)));
        return request;
    }

    private static void assertDenied(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.reason())
                .isEqualTo(Rejection.Reason.ACCESS_DENIED));
    }
}
