package dev.edict.command.engine;

import dev.edict.command.content.Sha256;
import dev.edict.decision.Decision;
import dev.edict.decision.DecisionEngine;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.input.PolicyInputJson;
import dev.edict.decision.language.ParsedDocument;
import dev.edict.decision.language.PolicyLanguage;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Decides with an Open Policy Agent under the site's own decision contract, over its REST API v1. */
final class OpaEngine implements DecisionEngine {

    static final String NAME = "opa";

    private final OpaClient opa;
    private final String contract;
    private final Duration budget;

    /**
     * OPA recompiles all of its modules at every change, one change at a time. Several large bundles at once would
     * exceed the time limit, and so would their removal.
     */
    private final Semaphore turn = new Semaphore(1, true);

    /** @param contract a module of the package {@code caracal.authz} with a rule {@code result} */
    OpaEngine(OpaClient opa, String contract, Duration budget) {
        this.opa = opa;
        this.contract = contract;
        this.budget = budget;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String contract() {
        return Sha256.hex(contract);
    }

    @Override
    public List<Evaluation> evaluate(List<PolicyDocument> documents, List<PolicyInput> inputs) {
        var deadline = Deadline.in(budget);
        if (!isMyTurn(deadline)) {
            return SequentialEvaluation.none(
                    inputs, opa.client().named("timed out while waiting for other evaluations"));
        }
        try {
            return evaluateAlone(documents, inputs, deadline);
        } finally {
            turn.release();
        }
    }

    private boolean isMyTurn(Deadline deadline) {
        try {
            return turn.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<Evaluation> evaluateAlone(
            List<PolicyDocument> documents, List<PolicyInput> inputs, Deadline deadline) {
        var modules = new OpaModules(opa);
        try {
            requireReadable(documents);
            for (var document : documents) {
                modules.put(document.id(), document.content(), deadline);
            }
            modules.put("the decision contract", contract, deadline);
            return SequentialEvaluation.evaluate(inputs, input -> decide(modules, input, deadline));
        } catch (EngineFailure e) {
            return SequentialEvaluation.none(inputs, e.reason());
        } finally {
            modules.remove();
        }
    }

    /**
     * Rejects a document that refers to other data, or calls a built-in that the contract forbids, before an OPA may
     * run it.
     */
    private void requireReadable(List<PolicyDocument> documents) throws EngineFailure {
        for (var document : documents) {
            var parsed = ParsedDocument.of(document.id(), document.content(), PolicyLanguage.REGO);
            if (parsed.firstViolation().isPresent()) {
                throw opa.trouble("%s is not a policy document: %s"
                        .formatted(document.id(), parsed.firstViolation().get()));
            }
        }
    }

    private Decision decide(OpaModules modules, PolicyInput input, Deadline deadline) throws EngineFailure {
        var body = opa.client().json(Map.of("input", PolicyInputJson.of(input)));
        var request = opa.request(modules.resultPath())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        var answer = opa.call(request.build(), deadline);
        if (!answer.isOk()) {
            throw opa.trouble(modules.asWritten(OpaClient.refusal(answer)));
        }
        return DecisionAnswer.read(answer.member("result"), opa.client());
    }
}
