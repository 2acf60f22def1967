package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A relay has one thread, which must survive every error. */
@Tag("servers")
class KeepRelayingTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void an_error_of_the_program_itself_does_not_end_the_relay() {
        var database = BridgeDatabase.empty();
        database.registerZones("z1");
        database.activate("z1", 1);
        var faulty = new FaultyPool(database);
        try (var redis = TestRedis.up();
                var relays = new Relays()) {
            relays.start(faulty, redis.uri(), Relays.impatient());

            await("the row to be sent after all").atMost(SOON).until(() -> database.unsent() == 0);
            assertThat(faulty.errors).hasValue(2);
        }
    }

    private static final class FaultyPool extends DelegatingDataSource {

        private final AtomicInteger errors = new AtomicInteger();

        FaultyPool(BridgeDatabase database) {
            super(database.pool());
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (errors.get() < 2) {
                errors.incrementAndGet();
                throw new StackOverflowError("deep");
            }
            return super.getConnection();
        }
    }
}
