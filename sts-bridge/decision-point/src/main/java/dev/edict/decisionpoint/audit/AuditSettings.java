package dev.edict.decisionpoint.audit;

import dev.edict.command.secret.AuditKey;
import dev.edict.decision.input.InputRedaction;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** The settings of a {@link DecisionAudit}; made by {@link #from}. */
public final class AuditSettings {

    /** The stream of the contract (contract §4.1). */
    public static final String STREAM = "caracal.audit.events";

    private final Builder chosen;

    private AuditSettings(Builder chosen) {
        this.chosen = chosen;
    }

    /**
     * Settings of an audit in ordinary mode.
     *
     * @param redis with credentials and TLS as they are needed; a Sentinel address is followed to its master
     * @param key asked about once a second, so that it may read a file that is replaced
     * @param decisionPoint the id by which the roster knows this decision point
     * @param folder for what Redis does not take; it belongs to this process alone
     * @throws IllegalArgumentException if there is no valid key
     */
    public static Builder from(RedisURI redis, Supplier<AuditKey> key, String decisionPoint, Path folder) {
        return new Builder(redis, key, decisionPoint, folder);
    }

    RedisURI redis() {
        return chosen.redis;
    }

    Supplier<AuditKey> key() {
        return chosen.key;
    }

    String decisionPoint() {
        return chosen.decisionPoint;
    }

    Path folder() {
        return chosen.folder;
    }

    String stream() {
        return chosen.stream;
    }

    boolean durable() {
        return chosen.durable;
    }

    InputRedaction redaction() {
        return chosen.redaction;
    }

    int mostQueued() {
        return chosen.mostQueued;
    }

    long mostSpillBytes() {
        return chosen.mostSpillBytes;
    }

    /** Collects settings; each method checks its bounds and throws {@link IllegalArgumentException}. */
    public static final class Builder {

        private static final int LONGEST_NAME = 512;
        private static final int LEAST_QUEUED = 100;
        private static final int MOST_QUEUED = 1_000_000;
        private static final long LEAST_SPILL_BYTES = 1L << 20;
        private static final long MOST_SPILL_BYTES = 1L << 40;

        private final RedisURI redis;
        private final Supplier<AuditKey> key;
        private final String decisionPoint;
        private final Path folder;
        private String stream = STREAM;
        private boolean durable;
        private InputRedaction redaction = InputRedaction.of(List.of());
        private int mostQueued = 10_000;
        private long mostSpillBytes = 256L << 20;

        private Builder(RedisURI redis, Supplier<AuditKey> key, String decisionPoint, Path folder) {
            require(!decisionPoint.isEmpty() && decisionPoint.length() <= LONGEST_NAME, "a decision point has an id");
            this.redis = redis;
            this.key = key;
            this.decisionPoint = decisionPoint;
            this.folder = folder;
        }

        private Builder(Builder other) {
            this(other.redis, other.key, other.decisionPoint, other.folder);
            this.stream = other.stream;
            this.durable = other.durable;
            this.redaction = other.redaction;
            this.mostQueued = other.mostQueued;
            this.mostSpillBytes = other.mostSpillBytes;
        }

        /** The stream's key, by default that of the contract. */
        public Builder stream(String name) {
            require(!name.isEmpty() && name.length() <= LONGEST_NAME, "a stream's name has 1 to 512 characters");
            stream = name;
            return this;
        }

        /** Each decision is acknowledged by Redis or flushed to the disk before {@code record} returns. */
        public Builder durable(boolean value) {
            durable = value;
            return this;
        }

        /**
         * Replaces these members of the policy input, such as {@code context.subject_claims.email}, before anything is
         * kept; at most 64.
         *
         * @throws IllegalArgumentException that names a member which a decision reads or which does not exist
         */
        public Builder redacted(Collection<String> members) {
            redaction = InputRedaction.of(members);
            return this;
        }

        /** How many events wait in memory, in at most 64 MiB; 100 to 1,000,000, by default 10,000. */
        public Builder mostQueued(int events) {
            require(events >= LEAST_QUEUED && events <= MOST_QUEUED, "an audit queues 100 to 1,000,000 events");
            mostQueued = events;
            return this;
        }

        /** How large the spill grows; 1 MiB to 1 TiB, by default 256 MiB. */
        public Builder mostSpillBytes(long bytes) {
            require(bytes >= LEAST_SPILL_BYTES && bytes <= MOST_SPILL_BYTES, "a spill has 1 MiB to 1 TiB");
            mostSpillBytes = bytes;
            return this;
        }

        /** The settings so far. */
        public AuditSettings build() {
            return new AuditSettings(new Builder(this));
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalArgumentException(otherwise);
            }
        }
    }
}
