package dev.edict.command.engine;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.secret.GatewayKey;
import dev.edict.decision.Decision;
import dev.edict.decision.DecisionEngine;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.input.PolicyInputJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Decides with the internal simulation of the STS (contract §6.3, §6.4), one signed request per input. */
final class StsEngine implements DecisionEngine {

    static final String NAME = "sts";

    private static final String PATH = "/internal/policy/simulate";
    private static final int LONGEST_BODY = 65_536;

    /** The STS only returns the set and version that the request names. */
    private static final String ANY_ID = "simulation";

    private final EngineHttpClient client;
    private final Supplier<GatewayKey> key;
    private final Duration budget;
    private final Clock clock;

    StsEngine(EngineHttpClient client, Supplier<GatewayKey> key, Duration budget, Clock clock) {
        this.client = client;
        this.key = key;
        this.budget = budget;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String contract() {
        return UNKNOWN_CONTRACT;
    }

    @Override
    public List<Evaluation> evaluate(List<PolicyDocument> documents, List<PolicyInput> inputs) {
        var deadline = Deadline.in(budget);
        var policies = documents.stream()
                .map(document -> Map.of("id", document.id(), "content", document.content()))
                .toList();
        return SequentialEvaluation.evaluate(inputs, input -> decide(policies, input, deadline));
    }

    private Decision decide(List<Map<String, String>> policies, PolicyInput input, Deadline deadline)
            throws EngineFailure {
        var body = new LinkedHashMap<String, Object>();
        body.put("policy_set_id", ANY_ID);
        body.put("version_id", ANY_ID);
        body.put("manifest_sha256", "");
        body.put("policies", policies);
        body.put("input", PolicyInputJson.of(input));
        var bytes = client.json(body);
        if (bytes.length > LONGEST_BODY) {
            throw client.trouble(
                    "documents and input have %d bytes, the limit of the STS is %d: the request was not sent"
                            .formatted(bytes.length, LONGEST_BODY));
        }
        var answer = client.call(signed(bytes), deadline);
        if (!answer.isOk()) {
            throw client.trouble(refusal(answer));
        }
        return DecisionAnswer.read(answer.member("result"), client);
    }

    private HttpRequest signed(byte[] body) {
        long now = clock.instant().getEpochSecond();
        var nonce = UuidCreator.getTimeOrderedEpoch().toString();
        return client.request(PATH)
                .header("Content-Type", "application/json")
                .header("X-Caracal-Gateway-Timestamp", Long.toString(now))
                .header("X-Caracal-Gateway-Request", nonce)
                .header("X-Caracal-Gateway-Signature", key.get().sign(now, nonce, "POST", PATH, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private static String refusal(Answer answer) {
        var error = answer.text("error");
        if (error.isEmpty()) {
            return "status " + answer.status() + " without an error message";
        }
        var description = answer.text("error_description");
        return "status %d, %s%s".formatted(answer.status(), error, description.isEmpty() ? "" : ": " + description);
    }
}
