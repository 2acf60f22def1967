package dev.edict.audit.ingest;

import static org.awaitility.Awaitility.await;

import dev.edict.audit.AuditDatabase;
import dev.edict.audit.AuditRedis;
import dev.edict.audit.Events;
import dev.edict.audit.event.AuditEventReader;
import dev.edict.audit.event.EventRedaction;
import dev.edict.audit.store.Stores;
import dev.edict.command.secret.AuditKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A stream of decisions, and nodes that take from it. */
final class IngestScene implements AutoCloseable {

    static final AuditKey KEY = AuditKey.parse("a1".repeat(32));

    final AuditDatabase database = AuditDatabase.empty();
    final AuditRedis redis = AuditRedis.up();
    final List<AuditKey> keys = new ArrayList<>(List.of(KEY));
    private final List<DecisionIngest> nodes = new ArrayList<>();
    private final AuditEventReader reader;

    IngestScene() {
        this(List.of());
    }

    /** @param redacted members of the policy input */
    IngestScene(List<String> redacted) {
        this.reader = new AuditEventReader(EventRedaction.of(redacted));
    }

    /** Starts a node of this name. */
    DecisionIngest node(String name) {
        return node(name, database.pool());
    }

    DecisionIngest node(String name, DataSource pool) {
        var properties = new IngestProperties(AuditRedis.STREAM, "edict-audit", 2, 1000, Duration.ofMillis(500));
        var meters = new IngestMeters(new SimpleMeterRegistry());
        var store = Stores.events(pool);
        var intake = new EventIntake(reader, store, Stores.deadLetters(pool), () -> List.copyOf(keys), meters);
        var node = new DecisionIngest(redis.address(), properties, intake, () -> List.copyOf(keys), meters, name);
        nodes.add(node);
        node.start();
        return node;
    }

    /** Adds an event to the stream as a decision point does; returns its id. */
    String decide() {
        var event = Events.denial();
        add(Events.json(event), KEY);
        return String.valueOf(event.get("id"));
    }

    void add(String data, AuditKey key) {
        var signature = key.sign(data.getBytes(StandardCharsets.UTF_8));
        add(Map.of("id", Events.newId(), "data", data, "sig", signature));
    }

    void add(Map<String, String> fields) {
        redis.call(commands -> commands.xadd(AuditRedis.STREAM, fields));
    }

    List<String> stored() {
        return database.sql()
                .sql("select id from bridge.audit_events order by seq")
                .query(String.class)
                .list();
    }

    List<String> deadLetters() {
        return database.sql()
                .sql("select reason from bridge.audit_dead_letter order by id")
                .query(String.class)
                .list();
    }

    void awaitStored(int events) {
        await("the stream is read within seconds")
                .atMost(Duration.ofSeconds(30))
                .until(() -> database.count("bridge.audit_events") >= events);
    }

    long pending() {
        return redis.call(
                commands -> commands.xpending(AuditRedis.STREAM, "edict-audit").getCount());
    }

    void awaitNothingPending() {
        await("everything is acknowledged after it is stored")
                .atMost(Duration.ofSeconds(30))
                .until(() -> pending() == 0);
    }

    @Override
    public void close() {
        nodes.forEach(DecisionIngest::stop);
        redis.close();
    }
}
