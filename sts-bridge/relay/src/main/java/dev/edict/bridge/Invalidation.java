package dev.edict.bridge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The message "reload this zone" on the wire; its ids are checked, because other ids could not be signed unambiguously.
 *
 * @param activationSeq the number of the change in its zone, by which a reader recognizes an older entry
 * @param versionId null when the zone has no active version from here on
 */
record Invalidation(
        String dispatchId, String zoneId, long activationSeq, String policySetId, @Nullable String versionId) {

    static final String ID_GRAMMAR = "[A-Za-z0-9_.\\-:]{1,128}";

    private static final Pattern ID = Pattern.compile(ID_GRAMMAR);

    Invalidation {
        requireId("outbox_id", dispatchId);
        requireId("zone_id", zoneId);
        requireId("policy_set_id", policySetId);
        if (versionId != null) {
            requireId("policy_set_version_id", versionId);
        }
    }

    Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("outbox_id", dispatchId);
        fields.put("zone_id", zoneId);
        fields.put("policy_set_id", policySetId);
        if (versionId != null) {
            fields.put("policy_set_version_id", versionId);
        }
        fields.put("activation_seq", Long.toString(activationSeq));
        return Collections.unmodifiableMap(fields);
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static void requireId(String field, String value) {
        if (!isId(value)) {
            // The message omits the value, which may be long, or contain line feeds that forge a log line.
            throw new UnsignableId(
                    "%s is not an id of the form %s, so it is never signed".formatted(field, ID_GRAMMAR));
        }
    }

    /** An id was rejected before anything was signed. */
    static final class UnsignableId extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnsignableId(String message) {
            super(message);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
