package dev.edict.decisionpoint.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.secret.AuditKey;
import dev.edict.decision.input.DecisionMetadata;
import dev.edict.decision.input.InputRedaction;
import dev.edict.decision.input.PolicyInputJson;
import dev.edict.replica.BundleIdentity;
import dev.edict.replica.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes decisions as signed audit events (contract §7.1, §4.3). */
final class DecisionEvents {

    /**
     * A type of its own: {@code token_exchange} promises an exchange, with the application's name, a chain of delegation
     * and a second event for a denial, none of which a decision has.
     */
    static final String EVENT_TYPE = "policy_decision";

    private static final String COMPLETE = "complete";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final String decisionPoint;
    private final InputRedaction redaction;
    private final Supplier<AuditKey> key;

    DecisionEvents(String decisionPoint, InputRedaction redaction, Supplier<AuditKey> key) {
        this.decisionPoint = decisionPoint;
        this.redaction = redaction;
        this.key = key;
    }

    SignedEntry of(AuditedDecision decision) {
        var id = UuidCreator.getTimeOrderedEpoch().toString();
        var data = JSON.writeValueAsBytes(event(id, decision));
        return new SignedEntry(id, key.get().sign(data), data);
    }

    private Map<String, Object> event(String id, AuditedDecision audited) {
        var decision = audited.outcome().decision();
        var event = new LinkedHashMap<String, Object>();
        event.put("id", id);
        event.put("zone_id", audited.zoneId());
        event.put("event_type", EVENT_TYPE);
        event.put("request_id", audited.requestId());
        // An allow that waits for an approval is an allow here, with its step_up_required diagnostic.
        event.put("decision", decision.effect().word());
        var bundle = audited.outcome().bundle();
        if (bundle != null) {
            putIfGiven(event, "policy_set_id", bundle.policySetId());
            putIfGiven(event, "policy_set_version_id", bundle.versionId());
            event.put("manifest_sha", manifest(bundle));
        }
        event.put("evaluation_status", status(audited.outcome()));
        event.put("determining_policies_json", decision.determiningPolicies());
        event.put("diagnostics_json", decision.diagnostics());
        event.put("metadata_json", metadata(audited, bundle));
        event.put("occurred_at", written(audited.decidedAt()));
        return event;
    }

    private static String manifest(BundleIdentity bundle) {
        var hash = bundle.manifestSha256();
        return hash == null ? Outcome.NO_ACTIVE_POLICY_SET : hash;
    }

    private static String status(Outcome outcome) {
        if (!(outcome instanceof Outcome.Denied denied)) {
            return COMPLETE;
        }
        return switch (denied.reason()) {
            case Outcome.POLICY_EVAL_FAILED, Outcome.POLICY_NOT_LOADED, Outcome.POLICY_STALE -> denied.reason();
            default -> COMPLETE;
        };
    }

    static String written(Instant instant) {
        return MICROSECONDS.format(instant);
    }

    /** Taken from the redacted input, so that no member is written here that is redacted there. */
    private Map<String, Object> metadata(AuditedDecision audited, @Nullable BundleIdentity bundle) {
        var input = redaction.apply(PolicyInputJson.of(audited.input()));
        var metadata = new DecisionMetadata(input).members();
        metadata.put("decision_point_id", decisionPoint);
        if (bundle != null) {
            metadata.put("activation_seq", bundle.activationSeq());
        }
        metadata.put("policy_input", input);
        return metadata;
    }

    private static void putIfGiven(Map<String, Object> event, String name, @Nullable String value) {
        if (value != null) {
            event.put(name, value);
        }
    }
}
