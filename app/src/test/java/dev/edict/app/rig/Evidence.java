package dev.edict.app.rig;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Everything that remains of a history: the log, what is derived from it, and the stream.
 *
 * @param outbox the request ids of its rows
 * @param notes the texts that were kept
 */
record Evidence(
        List<Event> log,
        List<String> outbox,
        List<Told> timeline,
        List<Governance> governance,
        List<Binding> bindings,
        List<Lookup> lookups,
        List<String> notes,
        List<Entry> stream) {

    Evidence withLog(List<Event> other) {
        return new Evidence(other, outbox, timeline, governance, bindings, lookups, notes, stream);
    }

    Evidence withTimeline(List<Told> other) {
        return new Evidence(log, outbox, other, governance, bindings, lookups, notes, stream);
    }

    Evidence withBindings(List<Binding> other) {
        return new Evidence(log, outbox, timeline, governance, other, lookups, notes, stream);
    }

    Evidence withLookups(List<Lookup> other) {
        return new Evidence(log, outbox, timeline, governance, bindings, other, notes, stream);
    }

    Evidence withStream(List<Entry> other) {
        return new Evidence(log, outbox, timeline, governance, bindings, lookups, notes, other);
    }

    /**
     * An event of the log; of a change of governance also what changed.
     *
     * @param versionId what governs from here on
     */
    record Event(
            long position,
            String eventType,
            String requestId,
            String zoneId,
            @Nullable String policySetId,
            @Nullable String versionId,
            @Nullable String previousVersionId,
            long activationSeq,
            @Nullable String dispatchId) {

        boolean isChange() {
            return dispatchId != null;
        }

        @Override
        public String toString() {
            return "%s %d of zone %s (log %d, request %s)"
                    .formatted(eventType, activationSeq, zoneId, position, requestId);
        }
    }

    /** A row of the timeline. */
    record Told(long position, String eventType, String requestId) {}

    /** What the table says to govern a zone. */
    record Governance(
            String zoneId,
            long activationSeq,
            String policySetId,
            @Nullable String versionId,
            @Nullable String previousVersionId,
            String dispatchId) {}

    /** The row of one set that a token service reads. */
    record Binding(String zoneId, String policySetId, @Nullable String activeVersionId) {}

    /**
     * What the next command is decided on.
     *
     * @param activationSeq of a change that a rollback may go back to; 0 of what governs now
     */
    record Lookup(
            String zoneId,
            long activationSeq,
            @Nullable String policySetId,
            @Nullable String versionId,
            boolean rolledBack) {

        /** What governs a zone. */
        static Lookup governing(String zoneId, String versionId) {
            return new Lookup(zoneId, 0, null, versionId, false);
        }
    }

    /** An entry of the stream. */
    record Entry(String id, Map<String, String> fields) {}

    /**
     * Where it is collected, and the key that entries are signed with.
     *
     * @param database its address, as {@code DATABASE_URL} has it
     */
    record Source(String database, JdbcClient sql, RedisURI redis, String streamsKey) {

        private static final Duration LONGEST_QUIESCENCE = Duration.ofSeconds(30);

        /** Waits until everything that was committed has been sent and told. */
        Evidence awaitQuiescence() {
            await("the outbox to be empty and the timeline to be at the head of the log")
                    .atMost(LONGEST_QUIESCENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptions()
                    .until(this::isQuiet);
            return collect();
        }

        boolean isQuiet() {
            return sql.sql(
                            """
                            select not exists (select from bridge.outbox where sent_at is null)
                               and (select coalesce(max(global_index), 0) from events.domain_event)
                                 = (select coalesce(max(sequence), 0) from views.timeline)
                            """)
                    .query(Boolean.class)
                    .single();
        }

        Evidence collect() {
            return new Evidence(
                    log(),
                    outbox(),
                    timeline(),
                    governance(),
                    bindings(),
                    lookups(),
                    notes(),
                    entries(StreamOrder.STREAM));
        }

        private List<Event> log() {
            return sql.sql(
                            """
                            select global_index as position, event_type, metadata::json ->> 'requestId' as request_id,
                                payload::json ->> 'zoneId' as zone_id, payload::json ->> 'policySetId' as policy_set_id,
                                case when event_type <> 'zone.deactivated' then payload::json ->> 'versionId' end
                                    as version_id,
                                payload::json ->> 'previousVersionId' as previous_version_id,
                                coalesce((payload::json ->> 'activationSeq')::bigint, 0) as activation_seq,
                                payload::json ->> 'dispatchId' as dispatch_id
                            from events.domain_event order by global_index
                            """)
                    .query(Event.class)
                    .list();
        }

        private List<String> outbox() {
            return sql.sql("select request_id from bridge.outbox")
                    .query(String.class)
                    .list();
        }

        private List<Told> timeline() {
            return sql.sql("select sequence as position, event_type, request_id from views.timeline order by sequence")
                    .query(Told.class)
                    .list();
        }

        private List<Governance> governance() {
            return sql.sql(
                            """
                            select zone_id, activation_seq, policy_set_id, version_id, previous_version_id, dispatch_id
                            from views.governance
                            """)
                    .query(Governance.class)
                    .list();
        }

        private List<Binding> bindings() {
            return sql.sql("select zone_id, policy_set_id, active_version_id from views.policy_set_bindings")
                    .query(Binding.class)
                    .list();
        }

        private List<Lookup> lookups() {
            return sql.sql(
                            """
                            select a.zone_id, activation_seq, policy_set_id, a.version_id,
                                coalesce(rolled_back, false) as rolled_back
                            from command.activation a left join command.governed_version v
                                on v.zone_id = a.zone_id and v.version_id = a.version_id
                            union all
                            select zone_id, 0, null, governing_version_id, false
                            from command.zone where governing_version_id is not null
                            """)
                    .query(Lookup.class)
                    .list();
        }

        private List<String> notes() {
            return sql.sql("select text from events.note").query(String.class).list();
        }

        List<Entry> entries(String key) {
            try (var client = RedisClient.create(redis);
                    var connection = client.connect()) {
                return connection.sync().xrange(key, Range.unbounded()).stream()
                        .map(entry -> new Entry(entry.getId(), entry.getBody()))
                        .toList();
            }
        }
    }
}
