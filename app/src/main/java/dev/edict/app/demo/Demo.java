package dev.edict.app.demo;

import dev.edict.app.decisionpoint.AuditOfDecisions;
import dev.edict.app.demo.DemoPoint.Surroundings;
import dev.edict.app.servers.CurrentSecrets;
import dev.edict.app.servers.EnvironmentVariables;
import dev.edict.app.web.access.Caller;
import dev.edict.app.web.health.Serving;
import dev.edict.bridge.redis.RedisAddress;
import dev.edict.console.example.ExampleZone;
import dev.edict.decision.input.PolicyInput;
import dev.edict.embedded.DataFolder;
import dev.edict.replica.controlplane.ControlPlaneClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/** Runs the demo while Edict serves: everything on the screen is made by the same services and routes as elsewhere. */
@Component
@ConditionalOnBooleanProperty("edict.demo")
class Demo {

    private static final Duration PAUSE = Duration.ofMillis(400);

    private final ConfigurableEnvironment environment;
    private final CurrentSecrets secrets;
    private final RedisAddress redis;
    private final ExampleZone example;
    private final Random random = new Random();
    private List<DemoPoint> points = List.of();
    private @Nullable String zoneId;
    private List<PolicyInput> requests = List.of();
    private @Nullable ScheduledFuture<?> traffic;

    Demo(ConfigurableEnvironment environment, CurrentSecrets secrets, RedisAddress redis, ExampleZone example) {
        this.environment = environment;
        this.secrets = secrets;
        this.redis = redis;
        this.example = example;
    }

    @EventListener
    synchronized void on(Serving event) {
        var with = surroundings();
        points = Stream.of("sts-1", "sts-2", "gateway-1")
                .map(id -> DemoPoint.start(id, id.startsWith("gateway"), with))
                .toList();
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setThreadNamePrefix("demo-traffic-");
        scheduler.setDaemon(true);
        scheduler.initialize();
        traffic = scheduler.scheduleWithFixedDelay(this::goOn, PAUSE);
    }

    /** The zone comes after the decision points, so that its history shows what each of them did. */
    private void goOn() {
        if (zoneId != null) {
            points.get(random.nextInt(points.size())).decide(zoneId, requests.get(random.nextInt(requests.size())));
        } else if (example.countDecisionPoints() >= points.size()) {
            zoneId = example.createOnce(Caller.system());
            requests =
                    ExampleZone.requests(zoneId).stream().map(PolicyInput::from).toList();
        }
    }

    private Surroundings surroundings() {
        var address = URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"));
        return new Surroundings(
                ControlPlaneClient.at(address, secrets::adminToken),
                new AuditOfDecisions(new EnvironmentVariables(environment)),
                redis.first(),
                () -> Optional.ofNullable(environment.getProperty("edict.decision-audit.key")),
                DataFolder.chosen(environment.getProperty("edict.data", "")).resolve("decision-points"));
    }

    /** While Edict still takes their goodbyes. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    synchronized void on(ContextClosedEvent event) {
        if (traffic != null) {
            traffic.cancel(false);
        }
        points.forEach(DemoPoint::close);
    }
}
