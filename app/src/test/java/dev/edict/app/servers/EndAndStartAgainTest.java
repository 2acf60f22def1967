package dev.edict.app.servers;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs the application in a process of its own, because that is what gets signals and has an exit code. */
class EndAndStartAgainTest {

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void nothing_is_left_running() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void the_servers_outlive_ctrl_c_until_the_last_bean_is_done_and_keep_everything_even_when_killed()
            throws Exception {
        var application = launch(Map.of("EDICT_DATA", data().toString()));
        await().atMost(120, SECONDS).until(() -> output().contains(Application.READY));

        assertThatThrownBy(this::startHere).hasMessageContaining("in use by process " + application.pid());

        interruptGroup(application);
        assertThat(application.waitFor(120, SECONDS)).isTrue();
        assertThat(output())
                .containsPattern(
                        "PostgreSQL 18\\.\\d+ at 127\\.0\\.0\\.1:\\d+, database edict, [\\d.]+ MB in \\S+/postgres\n")
                .containsPattern("Redis 7\\.0\\.15 at 127\\.0\\.0\\.1:\\d+, [\\d.]+ kB in \\S+/redis\n")
                .doesNotContain("Exception");
        assertThat(postgresPid().process()).isEmpty();
        assertThat(redisPid().process()).isEmpty();

        try (var again = startHere()) {
            assertThat(rows(again)).containsExactly("farewell");
            assertThat(entries(again)).containsExactly("farewell");
            leave(again, "before the power cut");
            // The whole process tree at once, as nearly as one process can do it.
            postgresPid().process().orElseThrow().destroyForcibly();
            redisPid().process().orElseThrow().destroyForcibly();
        }
        try (var again = startHere()) {
            // Not exactly: a connection that outlives the postmaster for a moment may still take the last farewell.
            assertThat(rows(again)).startsWith("farewell", "before the power cut");
            assertThat(entries(again)).startsWith("farewell", "before the power cut");
        }
    }

    @Test
    void a_server_that_outlived_a_killed_application_is_left_alone_and_named() throws Exception {
        var application = launch(Map.of("EDICT_DATA", data().toString()));
        await().atMost(120, SECONDS).until(() -> output().contains(Application.READY));
        application.destroyForcibly().waitFor();
        var postgres = postgresPid().process().orElseThrow();
        var redis = redisPid().process().orElseThrow();

        try {
            assertThatThrownBy(this::startHere).hasMessageContaining("as process " + redis.pid());
            redis.destroy();
            assertThat(redisPid().awaitEnd(redis, Duration.ofSeconds(10))).isTrue();
            assertThatThrownBy(this::startHere).hasMessageContaining("as process " + postgres.pid());
            assertThat(postgres.isAlive()).isTrue();
            assertThat(redisPid().process()).isEmpty();
        } finally {
            redis.destroy();
            postgres.destroy();
        }
        assertThat(postgresPid().awaitEnd(postgres, Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void a_refusal_is_one_line_and_exit_code_1() throws Exception {
        var application = launch(Map.of("DATABASE_URL", "postgres://ada:s3cret@db/policies"));

        assertThat(application.waitFor(120, SECONDS)).isTrue();
        assertThat(application.exitValue()).isEqualTo(1);
        assertThat(output().lines())
                .containsExactly("edict does not start: REDIS_URL is missing while the other is set: set both"
                        + " DATABASE_URL and REDIS_URL to use servers of your own, or neither to have them started");
    }

    private Process launch(Map<String, String> variables) throws IOException {
        // A process group of its own, so that it can be interrupted as a terminal does it and the tests live on.
        var builder = new ProcessBuilder(
                "setsid",
                "env",
                "--default-signal=INT",
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName());
        builder.environment().keySet().removeAll(List.of("DATABASE_URL", "REDIS_URL", "EDICT_DATA"));
        builder.environment().putAll(variables);
        var process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        started.add(process);
        return process;
    }

    private static void interruptGroup(Process leader) throws Exception {
        var kill = new ProcessBuilder("kill", "-INT", "--", "-" + leader.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    private ConfigurableApplicationContext startHere() {
        return application().run("--edict.data=" + data());
    }

    private static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties("logging.level.root=off");
    }

    private static void leave(ConfigurableApplicationContext application, String what) {
        application.getBean(Farewell.class).leave(what);
    }

    private static List<String> rows(ConfigurableApplicationContext application) {
        return JdbcClient.create(application.getBean("queryPool", DataSource.class))
                .sql("select what from public.farewell order by id")
                .query(String.class)
                .list();
    }

    private static List<String> entries(ConfigurableApplicationContext application) {
        try (var client = RedisClient.create(application.getBean(RedisURI.class));
                var connection = client.connect()) {
            return connection.sync().xrange("farewell", Range.unbounded()).stream()
                    .map(entry -> entry.getBody().get("what"))
                    .toList();
        }
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private Path data() {
        return folder.resolve(".edict");
    }

    private PidFile postgresPid() {
        return new PidFile(data().resolve("postgres/postmaster.pid"));
    }

    private PidFile redisPid() {
        return new PidFile(data().resolve("redis/redis.pid"));
    }

    /** Uses both servers in its very last moment. */
    record Farewell(DataSource database, RedisURI redis) implements DisposableBean {

        @Override
        public void destroy() {
            leave("farewell");
        }

        void leave(String what) {
            var sql = JdbcClient.create(database);
            sql.sql("create table if not exists public.farewell (id int generated always as identity, what text)")
                    .update();
            sql.sql("insert into public.farewell (what) values (:what)")
                    .param("what", what)
                    .update();
            try (var client = RedisClient.create(redis);
                    var connection = client.connect()) {
                connection.sync().xadd("farewell", Map.of("what", what));
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(ServersConfiguration.class)
    static class Application {

        static final String READY = "The application is ready";

        @Bean
        Farewell farewell(DataSource database, RedisURI redis) {
            return new Farewell(database, redis);
        }

        public static void main(String[] arguments) {
            application().run(arguments);
            System.out.println(READY);
        }
    }
}
