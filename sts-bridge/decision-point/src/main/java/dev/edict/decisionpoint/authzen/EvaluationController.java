package dev.edict.decisionpoint.authzen;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.command.api.Rejection;
import dev.edict.decisionpoint.DecisionPoint;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Evaluates requests of the OpenID AuthZEN Authorization API 1.0, one or a batch. */
@RestController
class EvaluationController {

    static final int MOST_EVALUATIONS = 1_000;

    private final DecisionPoint point;
    private final PolicyInputMappings mappings;

    EvaluationController(DecisionPoint point, PolicyInputMappings mappings) {
        this.point = point;
        this.mappings = mappings;
    }

    @PostMapping("/zones/{zoneId}/access/v1/evaluation")
    @RolesAllowed("decide:ask")
    @Operation(
            operationId = "evaluateAccess",
            summary = "Evaluates one access request (AuthZEN 1.0); a hold is refused.",
            tags = "Decisions")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = AccessRequest.class)))
    @ApiResponse(responseCode = "400", description = "invalid_evaluation")
    @ApiResponse(responseCode = "503", description = "audit_unavailable")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    EvaluationAnswer evaluation(
            @PathVariable String zoneId, @RequestBody(required = false) byte[] body, HttpServletRequest request) {
        return refusing(() -> {
            var asked = read(body, request);
            return new Evaluation(zoneId, withReasons(asked), request.getRequestId()).of(Entities.of(asked));
        });
    }

    @PostMapping("/zones/{zoneId}/access/v1/evaluations")
    @RolesAllowed("decide:ask")
    @Operation(
            operationId = "evaluateAccessBatch",
            summary = "Evaluates a batch of access requests (AuthZEN 1.0), at most 1,000.",
            tags = "Decisions")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = AccessRequest.AccessBatch.class)))
    @ApiResponse(responseCode = "400", description = "invalid_evaluation, too_many_evaluations")
    @ApiResponse(responseCode = "503", description = "audit_unavailable")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    EvaluationsAnswer evaluations(
            @PathVariable String zoneId, @RequestBody(required = false) byte[] body, HttpServletRequest request) {
        return refusing(() -> {
            var asked = read(body, request);
            var evaluation = new Evaluation(zoneId, withReasons(asked), request.getRequestId());
            var items = items(asked);
            return items.isEmpty()
                    ? EvaluationsAnswer.of(evaluation.of(Entities.of(asked)))
                    : evaluation.ofAll(asked, items);
        });
    }

    private static ObjectNode read(byte[] body, HttpServletRequest request) {
        return AuthZenJson.object(request.getContentType(), body == null ? new byte[0] : body);
    }

    private static ArrayNode items(ObjectNode asked) {
        var given = asked.get("evaluations");
        if (given == null || given.isNull()) {
            return asked.arrayNode();
        }
        if (!(given instanceof ArrayNode items)) {
            throw new InvalidEvaluation("evaluations", "an array");
        }
        if (items.size() > MOST_EVALUATIONS) {
            throw Rejection.Reason.TOO_MANY_EVALUATIONS.because(
                    "%d evaluations: send at most %d in a batch", items.size(), MOST_EVALUATIONS);
        }
        return items;
    }

    /** Callers may compare answers as texts, so that reasons are only given to those that ask for them. */
    private static boolean withReasons(ObjectNode asked) {
        var options = asked.path("options");
        if (!options.isMissingNode() && !options.isNull() && !options.isObject()) {
            throw new InvalidEvaluation("options", "an object");
        }
        var reasons = options.path("reasons");
        if (!reasons.isMissingNode() && !reasons.isBoolean()) {
            throw new InvalidEvaluation("options.reasons", "true or false");
        }
        return reasons.asBoolean(false);
    }

    private interface Answered<A> {
        A answer();
    }

    private static <A> A refusing(Answered<A> evaluation) {
        try {
            return evaluation.answer();
        } catch (InvalidEvaluation e) {
            throw Rejection.Reason.INVALID_EVALUATION.because("%s", e.getMessage());
        }
    }

    /** The evaluations of one request. */
    private final class Evaluation {
        private final String zoneId;
        private final boolean withReasons;
        private final String requestId;

        private Evaluation(String zoneId, boolean withReasons, String requestId) {
            this.zoneId = zoneId;
            this.withReasons = withReasons;
            this.requestId = requestId;
        }

        private EvaluationAnswer of(Entities entities) {
            var input = mappings.ofZone(zoneId).input(zoneId, entities.required());
            return EvaluationAnswer.of(point.decide(zoneId, input, requestId), withReasons);
        }

        private EvaluationsAnswer ofAll(ObjectNode asked, ArrayNode items) {
            var semantic = Semantic.of(asked.path("options").get("evaluations_semantic"));
            var defaults = Entities.of(asked);
            var answers = new ArrayList<EvaluationAnswer>();
            for (var item : items) {
                var answer = ofItem(defaults, item);
                answers.add(answer);
                if (semantic.endsWith(answer.decision())) {
                    break;
                }
            }
            return EvaluationsAnswer.of(answers);
        }

        private EvaluationAnswer ofItem(Entities defaults, JsonNode item) {
            try {
                if (!(item instanceof ObjectNode object)) {
                    throw new InvalidEvaluation("an element of evaluations", "an object");
                }
                return of(defaults.replacedBy(object));
            } catch (InvalidEvaluation e) {
                return EvaluationAnswer.failed(e);
            }
        }
    }
}
