package dev.edict.app.rig;

import dev.edict.app.Documents;
import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.Replica;
import dev.edict.replica.ReplicaSettings;
import dev.edict.replica.controlplane.BundleSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A gateway that asks its replica all the time, one call after the other, and keeps a {@link GatewayLog}. */
final class CallingGateway implements AutoCloseable {

    private static final long PAUSE_MILLIS = 4;
    private static final Duration POLL = Duration.ofSeconds(1);

    private final GatewayLog log;
    private final Replica replica;
    private final Map<String, PolicyInput> requests = new LinkedHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread caller = new Thread(this::call, "gateway-calls");

    private CallingGateway(
            Path file, BundleSource source, List<String> zones, UnaryOperator<ReplicaSettings.Builder> more) {
        log = new GatewayLog(file);
        replica = new Replica(
                more.apply(ReplicaSettings.from(log.noting(source)).zones(zones).pollInterval(POLL))
                        .build());
        zones.forEach(zone -> requests.put(zone, PolicyInput.from(Documents.mint(zone, "teller", "ledger:read"))));
    }

    static CallingGateway start(
            Path file, BundleSource source, List<String> zones, UnaryOperator<ReplicaSettings.Builder> more) {
        var gateway = new CallingGateway(file, source, zones, more);
        gateway.log.started();
        gateway.replica.start();
        gateway.caller.start();
        return gateway;
    }

    private void call() {
        try {
            while (!stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                requests.forEach((zone, request) -> log.call(zone, () -> replica.decide(zone, request)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            caller.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        replica.close();
        log.close();
    }
}
