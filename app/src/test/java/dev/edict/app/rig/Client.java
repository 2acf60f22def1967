package dev.edict.app.rig;

import dev.edict.app.Api;
import dev.edict.app.rig.Operation.Intent;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls one node and records its responses. */
final class Client {

    /** The codes of a 503 with which Edict says that nothing took effect. */
    private static final Set<String> NOTHING_TOOK_EFFECT =
            Set.of("busy", "overloaded", "snapshot_rebuilding", "starting", "ending", "shutting_down");

    private final Api api;
    private final History history;

    Client(Api api, History history) {
        this.api = api;
        this.history = history;
    }

    Operation call(Intent intent) {
        var requestId = history.invoke(intent);
        try {
            var answer = api.send(method(intent), path(intent), body(intent, requestId), headers(requestId));
            return record(requestId, answer);
        } catch (UncheckedIOException e) {
            return e.getCause() instanceof ConnectException
                    ? history.fail(requestId, "no connection")
                    : history.info(requestId, String.valueOf(e.getCause()));
        }
    }

    private Operation record(String requestId, Api.Answer answer) {
        if (answer.status() / 100 == 2) {
            var body = answer.json();
            var version = body.path("version_id");
            return history.ok(
                    requestId,
                    version.isString() ? version.asString() : null,
                    body.path("activation_seq").asLong(0));
        }
        var detail = answer.status() + " " + answer.body();
        return isRefusal(answer) ? history.fail(requestId, detail) : history.info(requestId, detail);
    }

    private static boolean isRefusal(Api.Answer answer) {
        return answer.status() / 100 == 4
                || (answer.status() == 503 && NOTHING_TOOK_EFFECT.contains(answer.text("error")));
    }

    private static String method(Intent intent) {
        return intent.kind() == Operation.Kind.READ ? "GET" : "POST";
    }

    private static String path(Intent intent) {
        var zone = "/v1/zones/" + intent.zoneId();
        return switch (intent.kind()) {
            case ACTIVATE -> "%s/policy-sets/%s/activate".formatted(zone, intent.policySetId());
            case ROLL_BACK -> zone + "/rollback";
            case DEACTIVATE -> zone + "/deactivate";
            case READ -> zone + "/active";
        };
    }

    /** A reason is the request id, so that a refused command is found if it left its note behind. */
    private static @Nullable String body(Intent intent, String requestId) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        switch (intent.kind()) {
            case ACTIVATE -> {
                body.put("version_id", intent.versionId());
                var expected = intent.expected();
                if (expected != null) {
                    body.put("expected_active_version_id", expected.versionId());
                }
            }
            case ROLL_BACK, DEACTIVATE -> body.put("reason", requestId);
            case READ -> {
                return null;
            }
        }
        return body.toString();
    }

    private static Map<String, String> headers(String requestId) {
        return Map.of("x-request-id", requestId, "content-type", "application/json");
    }
}
