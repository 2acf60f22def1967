package dev.edict.query.report;

import dev.edict.query.Tables;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events in the log at times that a test chooses; the log itself would take them now. */
final class WrittenLog {

    static final String ZONE = "z1";

    private final Tables tables;
    private long index;
    private Instant at;

    /** @param begun when the first event is recorded */
    WrittenLog(Tables tables, Instant begun) {
        this.tables = tables;
        this.at = begun;
    }

    /** The following events are recorded from then on. */
    WrittenLog at(String instant) {
        at = Instant.parse(instant);
        return this;
    }

    long index() {
        return index;
    }

    /** An event of the aggregate by an actor; its members are JSON. */
    long event(String type, String aggregate, String payload) {
        return event(type, aggregate, payload, "{\"actor\":\"admin:ci\",\"requestId\":\"r%s\"}".formatted(index + 1));
    }

    long event(String type, String aggregate, String payload, String metadata) {
        index++;
        write(
                """
                insert into events.domain_event (global_index, event_id, aggregate_type, aggregate_id, sequence_number,
                    event_type, revision, payload, metadata, occurred_at, recorded_at)
                values (%s, 'e%s', 'A', '%s', %s, '%s', '1', '%s', '%s', '%s', '%s');
                update events.high_water set global_index = %s, event_id = 'e%s', recorded_at = '%s'
                """
                        .formatted(
                                index,
                                index,
                                aggregate,
                                index,
                                type,
                                payload.replace("'", "''"),
                                metadata.replace("'", "''"),
                                at,
                                at,
                                index,
                                index,
                                at));
        at = at.plusMillis(1);
        return index;
    }

    /** An event of the zone, with members. */
    long ofZone(String type, Map<String, ? extends @Nullable Object> members) {
        var payload = (ObjectNode) JsonMapper.shared().valueToTree(new TreeMap<>(members));
        payload.put("zoneId", ZONE);
        return event(type, ZONE, payload.toString());
    }

    long registered(String name) {
        return ofZone("zone.registered", Map.of("name", name, "slug", "s", "dcrEnabled", true));
    }

    long activated(int seq, String version, String more) {
        return event(
                "zone.version_activated",
                ZONE,
                """
                {"zoneId":"z1","policySetId":"s1","versionId":"%s","manifestSha256":"sha","activationSeq":%s,
                "replacedSeq":null,"previousVersionId":null%s,"dispatchId":"d"}\
                """
                        .formatted(version, seq, more));
    }

    void note(String id, String text) {
        write("insert into events.note values ('%s', '\\x00', '%s')".formatted(id, text.replace("'", "''")));
    }

    /** Without the triggers of the log, which refuse times of the past and changes. */
    void write(String statements) {
        tables.change("do $do$ begin set local session_replication_role = replica; %s; end $do$".formatted(statements));
    }
}
