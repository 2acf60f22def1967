package dev.edict.audit.retention;

import dev.edict.audit.retention.MonthContents.Decision;
import dev.edict.command.api.partition.SealDecisionPartition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts and hashes events, which are given in the order of time and id. */
final class ZoneSummary {

    private final MessageDigest digest = sha256();
    private long decisions;
    private long allowed;
    private long denied;
    private @Nullable Instant firstAt;
    private @Nullable Instant lastAt;

    void add(Decision event) {
        decisions++;
        switch (event.decision()) {
            case "allow" -> allowed++;
            case "deny" -> denied++;
            default -> {}
        }
        if (firstAt == null) {
            firstAt = event.at();
        }
        lastAt = event.at();
        var content = event.contentSha256();
        if (content != null) {
            digest.update(content.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Ends the summary; at least one event was given. */
    SealDecisionPartition of(String zoneId, YearMonth month) {
        return new SealDecisionPartition(
                zoneId,
                month.toString(),
                decisions,
                allowed,
                denied,
                decisions - allowed - denied,
                Objects.requireNonNull(firstAt),
                Objects.requireNonNull(lastAt),
                HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
