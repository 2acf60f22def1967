package dev.edict.decisionpoint.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decisionpoint.Policies;
import dev.edict.decisionpoint.ReplicaOfTests;
import dev.edict.decisionpoint.audit.DecisionRecorder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.mock.web.MockHttpServletRequest;

/** Asks for evaluations of the conformance scenario, zone {@code records}, and of a ledger, zone {@code ledger}. */
final class EvaluationClient {

    static final String REQUEST_ID = "request-1";
    static final String ALICE = "{\"type\": \"user\", \"id\": \"alice\"}";
    static final String BOB = "{\"type\": \"user\", \"id\": \"bob\"}";
    static final String RECORD_1 = "{\"type\": \"record\", \"id\": \"record-1\"}";
    static final String READ = "{\"name\": \"read\"}";
    static final String WRITE = "{\"name\": \"write\"}";
    static final EvaluationAnswer ALLOW = new EvaluationAnswer(true, null);
    static final EvaluationAnswer DENY = new EvaluationAnswer(false, null);

    private final EvaluationController controller;

    EvaluationClient(ReplicaOfTests replica, DecisionRecorder recorder) {
        this.controller = new EvaluationController(
                replica.point(recorder), PolicyInputMappings.parse(Policies.mapping("records")));
    }

    /** A replica with both zones, and one that nothing governs. */
    static ReplicaOfTests replica() {
        return ReplicaOfTests.with(Map.of(
                "records", List.of(Policies.RECORDS), "ledger", List.of(Policies.LEDGER), "ungoverned", List.of()));
    }

    EvaluationAnswer evaluation(String zoneId, String body) {
        return evaluation(zoneId, body, "application/json");
    }

    EvaluationAnswer evaluation(String zoneId, String body, String contentType) {
        return controller.evaluation(zoneId, bytes(body), request(contentType));
    }

    EvaluationsAnswer evaluations(String body) {
        return controller.evaluations("records", bytes(body), request("application/json"));
    }

    /** The answers of a batch whose other members end with a comma. */
    List<EvaluationAnswer> batch(String members, String... items) {
        var answer = evaluations("{%s \"evaluations\": [%s]}".formatted(members, String.join(",", items)));
        assertThat(answer.decision()).isNull();
        return answer.evaluations() == null ? List.of() : answer.evaluations();
    }

    /** A request for the first record. */
    static String one(String subject, String action) {
        return "{\"subject\": %s, \"action\": %s, \"resource\": %s}".formatted(subject, action, RECORD_1);
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static MockHttpServletRequest request(String contentType) {
        var request = new MockHttpServletRequest() {
            @Override
            public String getRequestId() {
                return REQUEST_ID;
            }
        };
        request.setContentType(contentType);
        return request;
    }
}
