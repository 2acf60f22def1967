package dev.edict.fleet.asking;

import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.roster.AskedRoster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that asks the decision points of one kind, and finds their addresses as a test says. */
public final class RunningAsker implements AutoCloseable {

    private final Map<String, List<String>> names = new ConcurrentHashMap<>();
    private final AtomicInteger lookUps = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final KindWatch watch;

    public RunningAsker(FleetDatabase database, AskedKind kind, String name, String... addresses) {
        names.put(name, List.of(addresses));
        watch = new KindWatch(
                kind,
                new AskerClaim(database.pool()),
                new AskedZones(database.pool()),
                AskedRoster.on(database),
                new QuestionMeters(meters),
                this::lookUp);
        watch.start();
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        lookUps.incrementAndGet();
        var found = new ArrayList<InetAddress>();
        for (var address : names.getOrDefault(host, List.of())) {
            found.add(InetAddress.getByName(address));
        }
        if (found.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return found;
    }

    /** Whether this is the process that asks. */
    public boolean isAsking() {
        return lookUps.get() > 0;
    }

    /** As after an append. */
    public void wake() {
        watch.wake();
    }

    public double questions(String outcome) {
        return meters.get("edict.decision.point.questions")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Override
    public void close() {
        watch.stop();
    }
}
