package dev.edict.decisionpoint.audit;

import dev.edict.command.secret.AuditKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Audits under test, and what their streams have. */
final class Audits {

    static final AuditKey KEY = AuditKey.parse("ab".repeat(32));

    static final Duration SOON = Duration.ofSeconds(30);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Audits() {}

    static AuditSettings.Builder settings(TestRedis redis, Path folder) {
        return AuditSettings.from(redis.uri(), () -> KEY, "dp-1", folder);
    }

    static DecisionAudit started(AuditSettings.Builder settings) {
        var audit = new DecisionAudit(settings.build());
        audit.start();
        return audit;
    }

    static List<String> record(DecisionAudit audit, String prefix, int decisions) {
        var ids = IntStream.range(0, decisions).mapToObj(i -> prefix + "-" + i).toList();
        ids.forEach(id -> audit.record(Decided.decision(id)));
        return ids;
    }

    /** The requests whose decisions are in the stream. */
    static Set<String> requests(TestRedis redis) {
        return requests(
                redis.events().stream().map(entry -> entry.field("data")).toList());
    }

    static Set<String> requests(Collection<String> events) {
        return events.stream()
                .map(data -> JSON.readTree(data).path("request_id").stringValue())
                .collect(Collectors.toSet());
    }
}
