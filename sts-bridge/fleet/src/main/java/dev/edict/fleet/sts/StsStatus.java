package dev.edict.fleet.sts;

import dev.edict.fleet.roster.Answer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the status endpoint of an STS answers (contract §6.2, §6.4). */
final class StsStatus {

    /** In place of a hash: the bundle that denies everything. */
    private static final String NOTHING_GOVERNS = "no_active_policy_set";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private StsStatus() {}

    /** @param body null if it was too long */
    static Answer read(String zoneId, int status, String contentType, byte @Nullable [] body) {
        if (body == null) {
            return Answer.failed("status %d with an answer of more than %d bytes".formatted(status, StsClient.LONGEST));
        }
        var members = members(body);
        if (status != 200) {
            return Answer.failed(refusal(status, members));
        }
        if (members == null) {
            return Answer.failed("status 200 with %s instead of a JSON object"
                    .formatted(contentType.isEmpty() ? "something" : contentType));
        }
        if (!zoneId.equals(members.get("zone_id"))) {
            return Answer.failed("the answer is not about zone " + zoneId);
        }
        if (!(members.get("loaded") instanceof Boolean loaded)) {
            return Answer.failed("the answer has no \"loaded\" that is true or false");
        }
        return loaded
                ? enforced(members)
                : Answer.notLoaded("has loaded nothing for the zone, and tries at the next request about it");
    }

    private static Answer enforced(Map<?, ?> members) {
        if (!(members.get("manifest_sha256") instanceof String manifest)
                || !(manifest.equals(NOTHING_GOVERNS)
                        || SHA256.matcher(manifest).matches())) {
            return Answer.failed("the answer has no \"manifest_sha256\" that is a hash");
        }
        try {
            return Answer.enforces(manifest.equals(NOTHING_GOVERNS) ? null : manifest, time(members.get("loaded_at")));
        } catch (DateTimeException e) {
            return Answer.failed("the answer has a \"loaded_at\" that is no time");
        }
    }

    private static @Nullable Instant time(@Nullable Object loadedAt) {
        return loadedAt == null
                ? null
                : OffsetDateTime.parse(String.valueOf(loadedAt)).toInstant();
    }

    private static String refusal(int status, @Nullable Map<?, ?> members) {
        var told = "status " + status;
        if (status >= 300 && status < 400) {
            return told + ", a redirect, which is not followed";
        }
        var error = members != null && members.get("error") instanceof String code ? told + ", " + code : told;
        return status == 401
                ? error + ": compare GATEWAY_STS_HMAC_KEY and the clocks, and look at the Redis of the STS"
                : error;
    }

    private static @Nullable Map<?, ?> members(byte[] body) {
        try {
            return JSON.readValue(body, Object.class) instanceof Map<?, ?> object ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
