package dev.edict.replica.redis;

import dev.edict.replica.controlplane.ZoneIds;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Accepts the entries of one stream that one of its keys has signed (contract §4.2). */
final class EntryVerification {

    private static final String SIGNATURE = "_sig";
    private static final String UNKNOWN_SEQ = "-1";
    private static final int MOST_FIELDS = 32;
    private static final int LONGEST_FIELD = 1_024;

    private final RedisStream stream;

    EntryVerification(RedisStream stream) {
        this.stream = stream;
    }

    /** Empty for an entry that is unsigned, forged, of another stream, or not of the contract's shape. */
    Optional<Invalidation> accepted(Map<String, String> fields) {
        return isUnambiguous(fields) && isSigned(fields) ? invalidation(fields) : Optional.empty();
    }

    /** The signed text escapes nothing, so that a line feed in a value could stand for another field. */
    private static boolean isUnambiguous(Map<String, String> fields) {
        return fields.size() <= MOST_FIELDS
                && fields.entrySet().stream()
                        .allMatch(field -> isPlain(field.getKey())
                                && field.getKey().indexOf('=') < 0
                                && isPlain(field.getValue()));
    }

    private static boolean isPlain(String text) {
        return text.length() <= LONGEST_FIELD && text.indexOf('\n') < 0;
    }

    private boolean isSigned(Map<String, String> fields) {
        byte[] signature;
        try {
            signature = HexFormat.of().parseHex(fields.getOrDefault(SIGNATURE, ""));
        } catch (IllegalArgumentException e) {
            return false;
        }
        var message = canonical(fields).getBytes(StandardCharsets.UTF_8);
        var matches = false;
        for (var key : stream.keys()) {
            matches |= MessageDigest.isEqual(key.sign(message), signature);
        }
        return matches;
    }

    private String canonical(Map<String, String> fields) {
        var text = new StringBuilder(stream.name()).append('\n');
        new TreeMap<>(fields).forEach((name, value) -> {
            if (!name.equals(SIGNATURE)) {
                text.append(name).append('=').append(value).append('\n');
            }
        });
        return text.toString();
    }

    private static Optional<Invalidation> invalidation(Map<String, String> fields) {
        var zoneId = fields.getOrDefault("zone_id", "");
        if (!ZoneIds.isValid(zoneId)) {
            return Optional.empty();
        }
        try {
            var seq = Long.parseLong(fields.getOrDefault("activation_seq", UNKNOWN_SEQ));
            return Optional.of(new Invalidation(zoneId, seq));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
