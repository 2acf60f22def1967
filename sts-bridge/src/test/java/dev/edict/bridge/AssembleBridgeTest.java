package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.config.ConfigurerModule;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

class AssembleBridgeTest {

    private final BridgeDatabase database = BridgeDatabase.empty();

    @Test
    void the_module_runs_on_two_pools_and_a_redis_address_and_stops_with_the_application() {
        database.registerZones("z1");
        database.activate("z1", 1);
        try (var redis = TestRedis.up()) {
            InvalidationRelay relay;
            try (var application = application(redis)) {
                assertThat(application.getBeansOfType(ConfigurerModule.class)).containsOnlyKeys("outboxConfigurer");
                relay = application.getBean("invalidationRelay", InvalidationRelay.class);
                assertThat(relay.isRunning()).isTrue();
                assertThat(relay.getPhase()).isEqualTo(20);

                await().atMost(Duration.ofSeconds(20)).until(() -> database.unsent() == 0);
            }
            assertThat(relay.isRunning()).isFalse();
            assertThat(redis.dispatched()).containsExactly("z1:1");
        }
    }

    private AnnotationConfigApplicationContext application(TestRedis redis) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("given", Map.of("edict.sts-bridge.key", Relays.KEY)));
        context.registerBean("writePool", DataSource.class, database::pool, bean -> bean.setDestroyMethodName(""));
        context.registerBean("backgroundPool", DataSource.class, database::pool, bean -> bean.setDestroyMethodName(""));
        context.registerBean(RedisURI.class, redis::uri);
        context.register(StsBridgeModule.class);
        context.refresh();
        return context;
    }
}
