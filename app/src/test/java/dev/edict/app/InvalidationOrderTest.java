package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.config.ConfigurerModule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** An activation is stored before its invalidation is sent: a replica that reloads at once gets the new version. */
@Tag("servers")
class InvalidationOrderTest {

    private static final int ACTIVATIONS = 200;
    private static final String STREAM = "caracal.policy.invalidate";

    @Test
    void the_binding_is_there_the_instant_the_invalidation_arrives_200_times_in_a_row() throws Exception {
        assertThat(staleReads(Edict.shared(), ACTIVATIONS)).isEmpty();
    }

    @Test
    void a_replica_loads_an_old_version_if_the_enforcement_tables_are_streamed() throws Exception {
        try (var streamed = new Edict(StreamedEnforcement.class)) {
            assertThat(staleReads(streamed, 20)).isNotEmpty();
        }
    }

    /** The control: the same projectors, but after the commit, like any other reader of the log. */
    @Configuration(proxyBeanMethods = false)
    static class StreamedEnforcement {

        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        ConfigurerModule streamedEnforcement() {
            return configurer -> configurer
                    .eventProcessing()
                    .registerPooledStreamingEventProcessor("enforcement-streamed")
                    .assignProcessingGroup("enforcement", "enforcement-streamed");
        }
    }

    /** The activations whose invalidation arrived while the binding was still an older one. */
    private static List<String> staleReads(Edict edict, int activations) throws Exception {
        var api = edict.api();
        var zone = api.governed(2);
        var redis = RedisClient.create(edict.redis());
        try (var stream = redis.connect();
                var warm = edict.database().getConnection()) {
            binding(warm, zone.zoneId());
            var stale = new ArrayList<String>();
            var position = latest(stream.sync().xrevrange(STREAM, Range.unbounded(), Limit.from(1)));
            for (int n = 0; n < activations; n++) {
                var version = zone.versionIds().get(n % 2);
                var answer =
                        CompletableFuture.supplyAsync(() -> api.activate(zone.zoneId(), zone.policySetId(), version));
                var entry = next(stream.sync(), position, zone.zoneId());
                var read = binding(warm, zone.zoneId());
                position = entry.getId();
                assertThat(entry.getBody()).containsEntry("policy_set_version_id", version);
                if (!version.equals(read)) {
                    stale.add("%s instead of %s".formatted(read, version));
                }
                answer.get().expect(202);
            }
            return stale;
        } finally {
            redis.shutdown();
        }
    }

    /** Passes over what others left to be sent. */
    private static StreamMessage<String, String> next(
            RedisCommands<String, String> stream, String position, String zoneId) {
        var entry = next(stream, position);
        while (!zoneId.equals(entry.getBody().get("zone_id"))) {
            entry = next(stream, entry.getId());
        }
        return entry;
    }

    @SuppressWarnings("unchecked") // the varargs are Lettuce's
    private static StreamMessage<String, String> next(RedisCommands<String, String> stream, String position) {
        return stream.xread(
                        XReadArgs.Builder.block(Duration.ofSeconds(30)).count(1),
                        XReadArgs.StreamOffset.from(STREAM, position))
                .get(0);
    }

    private static String latest(List<StreamMessage<String, String>> newestFirst) {
        return newestFirst.isEmpty() ? "0-0" : newestFirst.get(0).getId();
    }

    private static @Nullable String binding(Connection connection, String zoneId) throws SQLException {
        try (var statement = connection.prepareStatement(
                """
                select active_version_id from views.policy_set_bindings
                where zone_id = ? and active_version_id is not null
                """)) {
            statement.setString(1, zoneId);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }
}
