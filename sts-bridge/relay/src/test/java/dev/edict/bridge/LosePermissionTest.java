package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row R10 of the fault catalogue: the relay's user is changed while it runs. */
@Tag("servers")
class LosePermissionTest {

    /** In the time that the tests look: one a second, and one at the beginning. */
    static final int MOST_ATTEMPTS = 3;

    private static final Duration LOOKED_AT = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration RESUMED = Duration.ofSeconds(5);
    private static final String PASSWORD = "first-password-of-the-relay";

    private final BridgeDatabase database = BridgeDatabase.empty();
    private final TestRedis redis = TestRedis.up();
    private final Relays relays = new Relays();

    @AfterEach
    void close() {
        relays.close();
        redis.close();
    }

    @Test
    void without_its_permission_every_attempt_is_refused_until_it_has_it_again() {
        start();
        redis.acl("-xadd");
        database.activate("z1", 2, 10);

        assertRareAttempts("NOPERM");

        redis.acl("+xadd");
        assertResumed();
    }

    @Test
    void with_a_password_that_is_not_valid_any_more_it_is_not_let_in_until_it_is_again() {
        redis.call(commands -> commands.aclSetuser(
                "relay",
                AclSetuserArgs.Builder.on().addPassword(PASSWORD).allKeys().allCommands()));
        try (var log = LogLines.of("dev.edict.bridge", Level.DEBUG)) {
            start();
            redis.call(commands -> commands.aclSetuser(
                    "relay", AclSetuserArgs.Builder.resetpass().addPassword("second-password")));
            redis.call(commands ->
                    commands.clientKill(KillArgs.Builder.typeNormal().skipme(true)));
            database.activate("z1", 2, 10);

            assertRareAttempts("WRONGPASS");

            redis.call(commands -> commands.aclSetuser("relay", AclSetuserArgs.Builder.addPassword(PASSWORD)));
            assertResumed();
            assertThat(lines(log)).isNotEmpty().noneMatch(line -> line.contains(PASSWORD));
        }
    }

    private void start() {
        database.registerZones("z1");
        database.activate("z1", 1);
        var user = redis.call(commands -> commands.aclUsers().contains("relay"));
        var uri = RedisURI.builder(redis.uri());
        relays.start(
                database.pool(),
                user ? uri.withAuthentication("relay", PASSWORD).build() : uri.build(),
                Relays.usual());
        await().atMost(SOON).until(() -> database.unsent() == 0);
    }

    private void assertRareAttempts(String reason) {
        await("the first refusal")
                .atMost(SOON)
                .until(() -> database.row("z1:2").error().contains(reason));
        var before = database.row("z1:2").attempts();
        await("more attempts")
                .pollDelay(LOOKED_AT)
                .atMost(SOON)
                .until(() -> database.row("z1:2").attempts() > before);
        assertThat(database.row("z1:2").attempts() - before).isBetween(1, MOST_ATTEMPTS);
        assertThat(database.unsent()).isEqualTo(9);
        assertThat(database.row("z1:2").error()).doesNotContain(PASSWORD);
    }

    private void assertResumed() {
        await().atMost(RESUMED).until(() -> database.unsent() == 0);
        assertThat(redis.dispatched()).hasSize(10);
    }

    private static List<String> lines(LogLines log) {
        return List.of(Level.DEBUG, Level.INFO, Level.WARN).stream()
                .flatMap(level -> log.at(level).stream())
                .toList();
    }
}
