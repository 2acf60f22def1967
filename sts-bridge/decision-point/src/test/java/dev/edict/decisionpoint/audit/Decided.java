package dev.edict.decisionpoint.audit;

import dev.edict.decision.Decision;
import dev.edict.decision.Decision.Effect;
import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.BundleIdentity;
import dev.edict.replica.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Decisions to audit. */
final class Decided {

    static final String HASH = "03401708d1f9cf4b4398d33236fe25a5b8c028da41d623f72b1fc83f21245d78";
    static final BundleIdentity BUNDLE = new BundleIdentity("zone-blue", 7, "set-1", "version-1", HASH);
    static final BundleIdentity NONE = new BundleIdentity("zone-blue", 8, "set-1", null, null);
    static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456789Z");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final PolicyInput BOOTSTRAP = input(
            """
            {"principal":{"type":"Application","id":"app-1","zone_id":"zone-blue"},
             "resource":{"type":"Resource","id":"1","identifier":"resource://ledger","scopes":["read"]},
             "action":{"id":"TokenExchange"},"context":{"requested_scopes":["agent:lifecycle"]}}""");

    private Decided() {}

    static PolicyInput input(String json) {
        return PolicyInput.from(JSON.readValue(json, new TypeReference<Map<String, Object>>() {}));
    }

    static PolicyInput bootstrap() {
        return BOOTSTRAP;
    }

    static Outcome allowed() {
        return new Outcome.Allowed(
                new Decision(Effect.ALLOW, List.of(Map.of("policy", "caracal-bootstrap")), List.of()), BUNDLE);
    }

    static Outcome onHold() {
        Map<String, Object> stepUp = Map.of("type", "human_approval", "tiers", List.of());
        return new Outcome.OnHold(
                new Decision(
                        Effect.ALLOW,
                        List.of(Map.of("policy", "caracal-orders-mint")),
                        List.of(Map.of("step_up_required", stepUp))),
                BUNDLE,
                stepUp);
    }

    static Outcome denied(String reason, @Nullable BundleIdentity bundle) {
        return new Outcome.Denied(
                new Decision(Effect.DENY, List.of(), List.of(Map.of("reason", reason))), bundle, reason);
    }

    static AuditedDecision decision(String requestId) {
        return new AuditedDecision("zone-blue", requestId, BOOTSTRAP, allowed(), Instant.now());
    }
}
