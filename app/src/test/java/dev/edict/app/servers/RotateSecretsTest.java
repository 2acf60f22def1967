package dev.edict.app.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import com.zaxxer.hikari.HikariDataSource;
import dev.edict.command.api.DatabaseFailure;
import io.lettuce.core.RedisURI;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files with addresses, tokens and keys are changed while the program runs. */
@Tag("servers")
class RotateSecretsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String FIRST_KEY = "ab".repeat(32);
    private static final String SECOND_KEY = "cd".repeat(32);

    @TempDir
    private Path folder;

    @Test
    void tokens_and_keys_are_used_as_their_files_have_them() throws IOException {
        var environment = environment("postgres://ada:first@db/policies");
        var settings = decide(environment);
        assertThat(settings.secrets().adminToken()).isEqualTo("first-admin-token");
        assertThat(environment.getProperty("edict.sts-bridge.key")).isEqualTo(FIRST_KEY);

        write("token", "second-admin-token");
        write("key", SECOND_KEY);
        write("scraper", "second-scraper-token");

        await("the changed files to be read").atMost(SOON).untilAsserted(() -> {
            assertThat(settings.secrets().adminToken()).isEqualTo("second-admin-token");
            assertThat(settings.secrets().metricsToken()).isEqualTo("second-scraper-token");
            assertThat(environment.getProperty("edict.sts-bridge.key")).isEqualTo(SECOND_KEY);
        });
    }

    @Test
    void a_value_that_cannot_be_used_changes_nothing() throws IOException {
        var settings = decide(environment("postgres://ada:first@db/policies"));
        write("token", "short");
        write("key", SECOND_KEY);
        write("address", "postgres://ada:second@db/policies");

        await("the other files to be read")
                .atMost(SOON)
                .until(() -> Objects.equals(settings.servers().database().password(), "second"));

        assertThat(settings.secrets().adminToken()).isEqualTo("first-admin-token");
        Files.delete(folder.resolve("token"));
        write("address", "postgres://ada:third@db/policies");
        await("the other files to be read")
                .atMost(SOON)
                .until(() -> Objects.equals(settings.servers().database().password(), "third"));
        assertThat(settings.secrets().adminToken()).isEqualTo("first-admin-token");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void an_address_that_cannot_be_used_is_told_once_without_its_password(CapturedOutput output) throws IOException {
        // Each subcommand that another test ran in this process has turned logging off once more.
        ((LoggerContext) LoggerFactory.getILoggerFactory()).resetTurboFilterList();
        var servers = decide(environment("postgres://ada:first@db/policies")).servers();

        write("address", "postgres://ada:s3cret@db:99999/policies");

        await("the address to be refused").atMost(SOON).until(() -> {
            assertThat(servers.database().password()).isEqualTo("first");
            return output.getAll().contains("The last value of DATABASE_URL stays in use");
        });
        await("the file to be read again")
                .pollDelay(Duration.ofMillis(1_200))
                .until(() -> Objects.equals(servers.database().password(), "first"));
        assertThat(output.getAll())
                .containsOnlyOnce("The last value of DATABASE_URL")
                .doesNotContain("s3cret");
    }

    /** As Kubernetes does it: the file stays, the folder that a link in its path names is another. */
    @Test
    void a_replaced_link_is_followed() throws IOException {
        Files.createDirectories(folder.resolve("one"));
        Files.createDirectories(folder.resolve("two"));
        write("one/secret", "first");
        write("two/secret", "second");
        var data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("one"));
        var secret = Files.createSymbolicLink(folder.resolve("secret"), Path.of("..data/secret"));
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("given", Map.of("SECRET_FILE", secret.toString())));
        var variables = new EnvironmentVariables(environment);
        var setting = new ReloadingSetting<>("SECRET", "first", () -> variables.find("SECRET"));

        var next = Files.createSymbolicLink(folder.resolve("..next"), Path.of("two"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);

        await("the new link to be followed").atMost(SOON).until(() -> setting.get()
                .equals("second"));
    }

    @Test
    void redis_is_given_the_password_of_the_moment() throws IOException {
        var redis = decide(environment("postgres://ada:first@db/policies"))
                .servers()
                .redis()
                .first();
        assertThat(password(redis)).isEqualTo("first");

        write("redis", "redis://ada:second@cache");

        await("the changed file to be read").atMost(SOON).until(() -> Objects.equals(password(redis), "second"));
        assertThat(password(RedisURI.builder(redis).withTimeout(SOON).build())).isEqualTo("second");
    }

    private static @Nullable String password(RedisURI redis) {
        var credentials = redis.getCredentialsProvider().resolveCredentials().block();
        return credentials == null ? null : new String(credentials.getPassword());
    }

    @Test
    void a_rejected_password_is_a_trouble_that_passes_once_the_file_is_right() throws Exception {
        try (var server = EmbeddedPostgres.builder().start()) {
            var owner = JdbcClient.create(server.getPostgresDatabase());
            owner.sql("create role rotated login password 'first'").update();
            askForPasswords(owner);
            var settings =
                    decide(environment("postgres://rotated:first@127.0.0.1:%d/postgres".formatted(server.getPort())));
            try (var pool = ConnectionPool.WRITE.open(settings.servers()::database)) {
                assertThat(user(pool)).isEqualTo("rotated");

                owner.sql("alter role rotated password 'second'").update();
                // The server asks for passwords from some moment after the reload on, and not on connections from
                // before it.
                await("new connections to be rejected").atMost(SOON).until(() -> {
                    pool.getHikariPoolMXBean().softEvictConnections();
                    return DatabaseFailure.of(failure(pool)) == DatabaseFailure.LOGIN_REJECTED;
                });

                write("address", "postgres://rotated:second@127.0.0.1:%d/postgres".formatted(server.getPort()));
                await("the new password to be used").atMost(SOON).until(() -> failure(pool) == null);
                assertThat(user(pool)).isEqualTo("rotated");
            }
        }
    }

    private static void askForPasswords(JdbcClient owner) throws IOException {
        var rules = Path.of(owner.sql("show hba_file").query(String.class).single());
        Files.writeString(rules, "host all rotated 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
        assertThat(owner.sql("select pg_reload_conf()").query(Boolean.class).single())
                .isTrue();
    }

    private static String user(HikariDataSource pool) {
        return JdbcClient.create(pool)
                .sql("select current_user")
                .query(String.class)
                .single();
    }

    private static @Nullable SQLException failure(HikariDataSource pool) {
        try (var connection = pool.getConnection()) {
            return connection.isValid(5) ? null : new SQLException("not valid");
        } catch (SQLException e) {
            return e;
        }
    }

    private static ServerSettings decide(StandardEnvironment environment) {
        var settings = new ServerSettings(environment);
        settings.postProcessBeanFactory(new DefaultListableBeanFactory());
        return settings;
    }

    private StandardEnvironment environment(String databaseUrl) throws IOException {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "given",
                        Map.of(
                                "DATABASE_URL_FILE", write("address", databaseUrl),
                                "REDIS_URL_FILE", write("redis", "redis://ada:first@cache"),
                                "STREAMS_HMAC_KEY_FILE", write("key", FIRST_KEY),
                                "EDICT_ADMIN_TOKEN_FILE", write("token", "first-admin-token"),
                                "METRICS_BEARER_FILE", write("scraper", "first-scraper-token"))));
        return environment;
    }

    private String write(String name, String value) throws IOException {
        return Files.writeString(folder.resolve(name), value + "\n").toString();
    }
}
