package dev.edict.replica;

import com.sun.net.httpserver.HttpExchange;
import dev.edict.decision.input.PolicyInputJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The canaries of the zones of a {@link FakeControlPlane}, one for each. */
final class FakeCanaries {

    private static final int NOT_MODIFIED = 304;

    private record Canaries(long version, List<Map<String, Object>> items) {}

    /** Sends JSON with a status. */
    interface Answer {
        void send(HttpExchange exchange, int status, Map<String, ?> json) throws IOException;
    }

    private final Map<String, Canaries> zones = new ConcurrentHashMap<>();
    private final AtomicInteger told = new AtomicInteger();

    void define(String zoneId, long version, String name, String resource) {
        var input = PolicyInputJson.of(Policies.reading(resource));
        zones.put(zoneId, new Canaries(version, List.of(Map.of("name", name, "input", input, "expect", "allow"))));
    }

    /** How often canaries were told, and not that they are the same. */
    int told() {
        return told.get();
    }

    /** What a report is answered with: every zone of it that has canaries. */
    List<Map<String, Object>> wanted(Map<String, Object> report) {
        return ((List<?>) report.getOrDefault("zones", List.of()))
                .stream()
                        .map(zone -> (Map<?, ?>) zone)
                        .filter(zone -> zones.containsKey(zone.get("zone_id")))
                        .map(zone -> Map.of(
                                "zone_id",
                                Objects.requireNonNull(zone.get("zone_id")),
                                "activation_seq",
                                Objects.requireNonNull(zone.get("activation_seq"))))
                        .toList();
    }

    void answer(HttpExchange exchange, String zoneId, Answer answer) throws IOException {
        var current = zones.getOrDefault(zoneId, new Canaries(0, List.of()));
        var tag = "\"c%d\"".formatted(current.version());
        exchange.getResponseHeaders().add("ETag", tag);
        if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(NOT_MODIFIED, -1);
            return;
        }
        told.incrementAndGet();
        answer.send(exchange, 200, Map.of("canaries_version", current.version(), "items", current.items()));
    }
}
