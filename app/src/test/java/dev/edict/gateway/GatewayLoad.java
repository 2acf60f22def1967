package dev.edict.gateway;

import dev.edict.gateway.UpstreamClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Callers that ask for both scopes without a pause, and compare each answer with what its version decides according to
 * the control plane.
 */
final class GatewayLoad implements AutoCloseable {

    private static final List<String> SCOPES = List.of("read", "write");
    private static final int CALLERS = 3;

    private final UpstreamClient client;
    private final Map<String, Map<String, Boolean>> grants;
    private final ConcurrentMap<Long, String> versions = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final LongAdder granted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final AtomicLong newest = new AtomicLong();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    /** @param grants for each version, whether it grants each scope */
    GatewayLoad(UpstreamClient client, Map<String, Map<String, Boolean>> grants) {
        this.client = client;
        this.grants = grants;
        for (int i = 0; i < CALLERS; i++) {
            callers.execute(this::ask);
        }
    }

    private void ask() {
        while (!callers.isShutdown()) {
            for (var scope : SCOPES) {
                var before = newest.get();
                try {
                    check(scope, before, client.get(scope));
                } catch (RuntimeException e) {
                    wrong.add(String.valueOf(e));
                }
            }
        }
    }

    private void check(String scope, long before, Answer answer) {
        var isGranted =
                grants.getOrDefault(String.valueOf(answer.version()), Map.of()).get(scope);
        var isRight = answer.status() == 200
                ? Boolean.TRUE.equals(isGranted)
                        && answer.body().contains("\"version\":\"%s\"".formatted(answer.version()))
                : Boolean.FALSE.equals(isGranted)
                        && answer.status() == 403
                        && answer.body().contains("\"error\":\"role_scope_mismatch\"");
        var known = versions.putIfAbsent(answer.seq(), String.valueOf(answer.version()));
        if (!isRight || answer.seq() < before || (known != null && !known.equals(answer.version()))) {
            wrong.add("%s after activation %d: %s".formatted(scope, before, answer));
        }
        (answer.status() == 200 ? granted : refused).increment();
        newest.accumulateAndGet(answer.seq(), Math::max);
    }

    /** The newest activation that an answer carried. */
    long newest() {
        return newest.get();
    }

    /** The version that the answers of each activation carried. */
    Map<Long, String> versions() {
        return versions;
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    long granted() {
        return granted.sum();
    }

    long refused() {
        return refused.sum();
    }

    /** Lets the last answers come in. */
    @Override
    public void close() {
        callers.shutdown();
        try {
            if (!callers.awaitTermination(30, TimeUnit.SECONDS)) {
                wrong.add("a request was not answered");
                callers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
