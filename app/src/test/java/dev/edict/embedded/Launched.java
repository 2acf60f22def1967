package dev.edict.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.rig.Program;
import dev.edict.app.servers.ServersConfiguration;
import dev.edict.bridge.redis.RedisAddress;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application in a process of its own, because that is what gets signals and has an exit code. */
final class Launched implements AutoCloseable {

    private static final String READY = "The application is ready";
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path output;
    private final Path errors;

    private Launched(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** @param records where what it prints is kept */
    static Launched on(Path data, Path records) {
        return with(Map.of("EDICT_DATA", data.toString()), records);
    }

    static Launched with(Map<String, String> variables, Path records) {
        // A process group of its own, so that it can be interrupted as a terminal does it and the tests live on.
        var command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
        command.addAll(Program.JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Application.class.getName()));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("DATABASE_URL", "REDIS_URL", "EDICT_DATA"));
        builder.environment().putAll(variables);
        try {
            var output = Files.createTempFile(records, "output", ".txt");
            var errors = Files.createTempFile(records, "errors", ".txt");
            var process = builder.redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            return new Launched(process, output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Launched awaitReady() {
        await("the application tells that it is ready")
                .atMost(PATIENCE_SECONDS, SECONDS)
                .until(() -> output().contains(READY) || !process.isAlive());
        assertThat(output()).as(this::errors).contains(READY);
        return this;
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS)).as(this::output).isTrue();
        return process.exitValue();
    }

    void interruptGroup() throws Exception {
        var kill = new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    long pid() {
        return process.pid();
    }

    String output() {
        return read(output);
    }

    String errors() {
        return read(errors);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static ConfigurableApplicationContext here(Path data) {
        return application().run("--edict.data=" + data);
    }

    private static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties("spring.main.keep-alive=true", "logging.level.root=off", "logging.level.dev.edict=warn");
    }

    /** Uses both servers in its very last moment. */
    record Farewell(DataSource database, RedisAddress redis) implements DisposableBean {

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
            try (var client = RedisClient.create(redis.first());
                    var connection = client.connect()) {
                connection.sync().xadd("farewell", Map.of("what", what));
            }
        }

        List<String> rows() {
            return JdbcClient.create(database)
                    .sql("select what from public.farewell order by id")
                    .query(String.class)
                    .list();
        }

        List<String> entries() {
            try (var client = RedisClient.create(redis.first());
                    var connection = client.connect()) {
                return connection.sync().xrange("farewell", Range.unbounded()).stream()
                        .map(entry -> entry.getBody().get("what"))
                        .toList();
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(ServersConfiguration.class)
    static class Application {

        @Bean
        Farewell farewell(DataSource database, RedisAddress redis) {
            return new Farewell(database, redis);
        }

        public static void main(String[] arguments) {
            var context = application().run(arguments);
            context.getBean(Farewell.class).leave("started");
            System.out.println(READY);
        }
    }
}
