package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.rig.AllowedCalls.Change;
import dev.edict.app.rig.AllowedCalls.Known;
import dev.edict.app.rig.GatewayLog.Call;
import dev.edict.app.rig.GatewayLog.Records;
import dev.edict.replica.ReplicaSettings;
import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import dev.edict.replica.controlplane.JdbcBundleSource;
import dev.edict.replica.redis.RedisStream;
import dev.edict.replica.redis.StreamKey;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A node, its servers, and gateways that ask all the time, with something breakable between any two of them, while
 * {@link ZoneChanges} change what governs.
 */
final class ChaosScene implements AutoCloseable {

    static final Duration BUDGET = Duration.ofSeconds(5);

    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(2);
    private static final int LONGEST_OUTPUT = 6_000;

    private final Path folder;
    final RigServers servers;
    final TcpProxy nodeToPostgres;
    final TcpProxy nodeToRedis;
    final NodeProcess node;
    final List<Load.Zone> zones;
    final ZoneChanges changes;

    private final Map<String, Path> logs = new LinkedHashMap<>();
    private final List<Runnable> closing = new ArrayList<>();

    ChaosScene(Path folder, int zones) {
        this.folder = folder;
        servers = RigServers.start(folder);
        nodeToPostgres = TcpProxy.to(servers.postgres().port());
        nodeToRedis = TcpProxy.to(servers.redis().port());
        var environment = new HashMap<>(servers.environment(nodeToRedis.port()));
        environment.put("DATABASE_URL", servers.postgres().url(nodeToPostgres.port()));
        node = NodeProcess.quick(environment).start();
        node.awaitReady();
        this.zones = Load.Zone.author(api(), zones);
        changes = new ZoneChanges(api());
        this.zones.forEach(zone -> changes.activate(zone, 0));
    }

    Api api() {
        return new Api(node.port(), RigServers.TOKEN);
    }

    List<String> zoneIds() {
        return zones.stream().map(Load.Zone::zoneId).toList();
    }

    /** A gateway of this process that reads over HTTP and hears from Redis. */
    void gateway(String name, TcpProxy toNode, TcpProxy toRedis, UnaryOperator<ReplicaSettings.Builder> more) {
        var client = ControlPlaneClient.at(URI.create("http://127.0.0.1:" + toNode.port()), () -> RigServers.TOKEN);
        var redis =
                RedisStream.at(RedisURI.create("127.0.0.1", toRedis.port()), StreamKey.parse(RigServers.STREAMS_KEY));
        start(
                name,
                new HttpBundleSource(client),
                settings ->
                        more.apply(settings.stalenessBudget(BUDGET).redis(redis).reportingTo(client, name)));
    }

    /** One that reads the tables, and reports through the same node. */
    void gatewayOnTables(String name, TcpProxy toPostgres) {
        var tables = new PGSimpleDataSource();
        tables.setURL(
                "jdbc:postgresql://127.0.0.1:%d/edict?user=postgres&currentSchema=views&connectTimeout=2&socketTimeout=10"
                        .formatted(toPostgres.port()));
        var client = ControlPlaneClient.at(URI.create("http://127.0.0.1:" + node.port()), () -> RigServers.TOKEN);
        start(name, new JdbcBundleSource(tables), settings -> settings.stalenessBudget(BUDGET)
                .reportingTo(client, name));
    }

    private void start(String name, BundleSource source, UnaryOperator<ReplicaSettings.Builder> more) {
        closing.add(CallingGateway.start(GatewayProcess.log(folder(name)), source, zoneIds(), more)::close);
    }

    /** One in a process of its own, over HTTP and with Redis, which keeps its bundles; not started yet. */
    GatewayProcess gatewayProcess(String name, TcpProxy toNode, TcpProxy toRedis) {
        var ways = new GatewayProcess.Ways(toNode.port(), toRedis.port());
        var process = GatewayProcess.in(folder(name), name, ways, zoneIds(), BUDGET);
        closing.add(process::close);
        return process;
    }

    private Path folder(String name) {
        try {
            var own = Files.createDirectories(folder.resolve(name));
            logs.put(name, GatewayProcess.log(own));
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TcpProxy way(int port) {
        var way = TcpProxy.to(port);
        closing.add(way::close);
        return way;
    }

    void awaitNode() {
        await("the node to have recovered")
                .atMost(LONGEST_RECOVERY)
                .untilAsserted(() ->
                        assertThat(node.status("/ready")).as(this::lastOutput).isEqualTo(200));
    }

    private String lastOutput() {
        var output = node.output();
        return output.substring(Math.max(0, output.length() - LONGEST_OUTPUT));
    }

    /** Waits until every gateway allows by these activations. */
    Duration awaitAllowedBy(Map<String, Long> activations, Duration longest) {
        var began = System.nanoTime();
        await("every gateway to allow by the newest activations")
                .atMost(longest)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(logs)
                        .allSatisfy((name, log) -> activations.forEach((zone, seq) -> assertThat(lastCall(log, zone)
                                        .filter(call -> call.isAllowed() && call.activationSeq() == seq))
                                .as("the last call of %s is %s", name, lastCall(log, zone))
                                .isPresent())));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static Optional<Call> lastCall(Path log, String zoneId) {
        return GatewayLog.lastCalls(log).stream()
                .filter(call -> call.zoneId().equals(zoneId))
                .reduce((before, after) -> after);
    }

    /** The last call of this gateway. */
    Call lastCall(String name, Load.Zone zone) {
        return lastCall(Objects.requireNonNull(logs.get(name)), zone.zoneId()).orElseThrow();
    }

    Duration awaitSettled(Map<String, Long> activations, Duration longest) {
        var began = System.nanoTime();
        await("%s to be settled".formatted(activations))
                .atMost(longest)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> activations.entrySet().stream()
                        .allMatch(newest -> isSettled(newest.getKey(), newest.getValue())));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private boolean isSettled(String zoneId, long seq) {
        var state = api().get("/v1/zones/%s/propagation".formatted(zoneId)).json();
        return state.path("settled").asBoolean() && state.path("activation_seq").asLong() == seq;
    }

    /** The newest number of each zone. */
    Map<String, Long> newest() {
        var newest = new HashMap<String, Long>();
        logged().forEach(change -> newest.merge(change.zoneId(), change.activationSeq(), Math::max));
        return newest;
    }

    private List<Change> logged() {
        return servers.evidence().collect().log().stream()
                .filter(Evidence.Event::isChange)
                .map(event -> new Change(event.zoneId(), event.activationSeq(), event.versionId()))
                .toList();
    }

    /** With everything that clients and observers know by now. */
    AllowedCalls allowedCalls() {
        var committed = servers.evidence().collect().log().stream()
                .filter(Evidence.Event::isChange)
                .flatMap(
                        event -> changes
                                .answeredAt(event.requestId())
                                .map(at -> new Known(event.zoneId(), event.activationSeq(), at))
                                .stream())
                .toList();
        return new AllowedCalls(BUDGET, logged(), committed, changes.settled());
    }

    Map<String, Records> gateways() {
        var records = new LinkedHashMap<String, Records>();
        logs.forEach((name, log) -> records.put(name, Records.of(log)));
        return records;
    }

    @Override
    public void close() {
        changes.close();
        closing.forEach(Runnable::run);
        node.close();
        nodeToPostgres.close();
        nodeToRedis.close();
        servers.close();
    }
}
