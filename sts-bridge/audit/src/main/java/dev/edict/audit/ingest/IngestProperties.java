package dev.edict.audit.ingest;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How decision audit events are taken from the stream.
 *
 * @param stream the same as for trimming
 * @param group the consumer group of all nodes; {@code audit-ingestor} is the contract's own service's
 * @param workers threads of this node
 * @param batch entries that are stored in one transaction
 * @param claimAfter how long an entry has to be pending until another node takes it over
 */
@ConfigurationProperties("edict.audit.ingest")
record IngestProperties(
        @DefaultValue("caracal.audit.events") String stream,
        @DefaultValue("edict-audit") String group,
        @DefaultValue("2") int workers,
        @DefaultValue("1000") int batch,
        @DefaultValue("60s") Duration claimAfter) {

    private static final int LONGEST_NAME = 512;
    private static final int MOST_WORKERS = 8;
    private static final int MOST_BATCH = 1000;
    private static final Duration SHORTEST_CLAIM = Duration.ofMillis(100);

    IngestProperties {
        if (stream.isBlank() || stream.length() > LONGEST_NAME || group.isBlank() || group.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("edict.audit.ingest: a stream and a group have 1 to 512 characters");
        }
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("edict.audit.ingest.workers has to be 1 to 8");
        }
        if (batch < 1 || batch > MOST_BATCH) {
            throw new IllegalArgumentException("edict.audit.ingest.batch has to be 1 to 1000");
        }
        if (claimAfter.compareTo(SHORTEST_CLAIM) < 0) {
            throw new IllegalArgumentException("edict.audit.ingest.claim-after has to be at least 100ms");
        }
    }
}
