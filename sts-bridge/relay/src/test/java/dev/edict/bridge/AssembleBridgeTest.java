package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.bridge.redis.RedisAddress;
import dev.edict.command.api.EventsAppended;
import dev.edict.command.api.stream.RecordResynchronisation;
import dev.edict.command.api.stream.ResynchronisationRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.axonframework.config.ConfigurerModule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

@Tag("servers")
class AssembleBridgeTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final BridgeDatabase database = BridgeDatabase.empty();
    private final Queue<RecordResynchronisation> recorded = new ConcurrentLinkedQueue<>();

    @Test
    void the_module_runs_on_two_pools_and_a_redis_address_and_stops_with_the_application() {
        database.registerZones("z1");
        database.activate("z1", 1);
        try (var redis = TestRedis.up()) {
            InvalidationRelay relay;
            try (var application = application(redis)) {
                assertThat(application.getBeansOfType(ConfigurerModule.class)).containsOnlyKeys("outboxConfigurer");
                relay = application.getBean("invalidationRelay", InvalidationRelay.class);
                assertThat(relay.isRunning()).isFalse();
                assertThat(relay.getPhase()).isEqualTo(20);

                startWhatWaitsForTheSchemas(application);

                await().atMost(SOON).until(() -> database.unsent() == 0);
            }
            assertThat(relay.isRunning()).isFalse();
            assertThat(redis.dispatched()).containsExactly("z1:1");
        }
    }

    @Test
    void an_append_on_any_node_wakes_the_relay() {
        database.registerZones("z1");
        try (var redis = TestRedis.up();
                var application = application(redis, "edict.sts-bridge.poll-interval=60s")) {
            database.activate("z1", 1);
            startWhatWaitsForTheSchemas(application);
            await().atMost(SOON).until(() -> database.unsent() == 0);
            database.activate("z1", 2);

            await().atMost(SOON).until(() -> {
                application.publishEvent(new EventsAppended());
                return database.unsent() == 0;
            });
        }
    }

    @Test
    void redis_is_shown_under_its_name_before_anything_else_is_started() {
        try (var redis = TestRedis.down();
                var application = application(redis)) {
            assertThat(application.getBeansOfType(HealthIndicator.class))
                    .containsOnlyKeys("redis", "stream", "auditStream");
            var shown = List.of(application.getBean("redis", HealthIndicator.class));
            await().atMost(SOON).until(() -> isShown(shown, Status.DOWN));
            redis.start();
            await().atMost(SOON).until(() -> isShown(shown, Status.UP));
        }
    }

    @Test
    void sent_rows_past_their_retention_are_deleted_and_what_waits_is_measured() {
        database.registerZones("z1");
        database.activateAgainAndAgain("z1", 3);
        try (var redis = TestRedis.down();
                var application = application(redis, "edict.sts-bridge.retention=1h")) {
            database.activate("z1", 4);

            startWhatWaitsForTheSchemas(application);

            await().atMost(SOON).until(() -> database.count("select count(*) from bridge.outbox") == 2);
            var meters = application.getBean(MeterRegistry.class);
            await().atMost(SOON)
                    .until(() -> meters.get("edict.outbox.pending").gauge().value() == 1);
        }
    }

    @Test
    void what_redis_lost_is_published_again_and_told_to_the_event_log() {
        database.registerZones("z1");
        database.activate("z1", 1);
        try (var redis = TestRedis.up();
                var application = application(redis)) {
            startWhatWaitsForTheSchemas(application);
            await().atMost(SOON).until(() -> database.unsent() == 0);
            await("the position to be known").atMost(SOON).until(() -> database.isRedisKnown());

            redis.call(commands -> commands.flushall());

            await().atMost(SOON).until(() -> redis.dispatched().size() == 1);
            await().atMost(SOON).until(() -> !recorded.isEmpty());
            assertThat(recorded)
                    .containsExactly(new RecordResynchronisation(TestRedis.STREAM, 1, List.of("key_missing"), 1));
        }
    }

    private static boolean isShown(Collection<HealthIndicator> shown, Status status) {
        return shown.stream()
                .map(HealthIndicator::health)
                .allMatch(health -> health != null && health.getStatus().equals(status));
    }

    private static void startWhatWaitsForTheSchemas(AnnotationConfigApplicationContext application) {
        application.getBeansOfType(SmartLifecycle.class).values().stream()
                .filter(part -> !part.isAutoStartup())
                .forEach(SmartLifecycle::start);
    }

    private AnnotationConfigApplicationContext application(TestRedis redis, String... settings) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("given", given(settings)));
        context.registerBean("writePool", DataSource.class, database::pool, bean -> bean.setDestroyMethodName(""));
        context.registerBean("backgroundPool", DataSource.class, database::pool, bean -> bean.setDestroyMethodName(""));
        context.registerBean(RedisAddress.class, () -> RedisAddress.of(redis.uri()));
        context.registerBean(MeterRegistry.class, () -> new SimpleMeterRegistry());
        context.registerBean(ResynchronisationRecorder.class, () -> recorded::add);
        context.register(StsBridgeModule.class);
        context.refresh();
        return context;
    }

    private static Map<String, Object> given(String... settings) {
        var given = new HashMap<String, Object>(Map.of("edict.sts-bridge.key", Relays.KEY));
        for (var setting : settings) {
            var parts = setting.split("=", 2);
            given.put(parts[0], parts[1]);
        }
        return given;
    }
}
