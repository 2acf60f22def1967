package dev.edict.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.embedded.Launched.Farewell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** An embedded server is killed while the application runs. */
@Tag("servers")
@ExtendWith(OutputCaptureExtension.class)
class ServerDiesTest {

    @TempDir
    private Path folder;

    private ConfigurableApplicationContext application;
    private Farewell farewell;
    private ServerProcess postgres;
    private ServerProcess redis;
    private String port;

    @BeforeEach
    void start() {
        DataFiles.prepare(data());
        application = Launched.here(data());
        farewell = application.getBean(Farewell.class);
        farewell.leave("before");
        postgres = DataFiles.postgres(data()).proven().orElseThrow();
        redis = DataFiles.redis(data()).proven().orElseThrow();
        port = DataFiles.postgres(data()).pidFile().lines().get(3);
    }

    @AfterEach
    void stop() {
        application.close();
        assertThat(DataFiles.postgres(data()).proven()).isEmpty();
        assertThat(DataFiles.redis(data()).proven()).isEmpty();
    }

    @Test
    void postgresql_that_was_killed_with_its_children_serves_again_on_its_port(CapturedOutput output) {
        postgres.kill();

        awaitPostgres();
        await("the pool has noticed").atMost(20, SECONDS).ignoreExceptions().untilAsserted(() -> assertThat(
                        farewell.rows())
                .containsExactly("farewell", "before"));
        assertThat(DataFiles.postgres(data()).proven())
                .hasValueSatisfying(again -> assertThat(again.pid()).isNotEqualTo(postgres.pid()));
        assertThat(redis.isRunning()).isTrue();
        await("PostgreSQL serves before its start is reported")
                .atMost(10, SECONDS)
                .untilAsserted(() -> assertThat(output.getOut().lines())
                        .filteredOn(line -> line.contains("SupervisedServer"))
                        .satisfiesExactly(
                                line -> assertThat(line).contains("PostgreSQL has stopped; it is started again in 1 s"),
                                line -> assertThat(line).contains("PostgreSQL runs again at 127.0.0.1:" + port)));
    }

    @Test
    void postgresql_whose_postmaster_alone_was_killed_serves_again_on_its_port() {
        postgres.handle().destroyForcibly();

        awaitPostgres();
    }

    /** Asks the server itself: the pool takes its time to try again. */
    private void awaitPostgres() {
        var source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://127.0.0.1:" + port + "/edict?user=postgres&connectTimeout=2&socketTimeout=2");
        await("PostgreSQL serves again on its port")
                .atMost(10, SECONDS)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(new Farewell(source, farewell.redis()).rows())
                        .containsExactly("farewell", "before"));
    }

    @Test
    void redis_that_was_killed_serves_again_on_its_port(CapturedOutput output) {
        redis.kill();

        await("Redis serves again").atMost(10, SECONDS).ignoreExceptions().untilAsserted(() -> assertThat(
                        farewell.entries())
                .containsExactly("farewell", "before"));
        assertThat(DataFiles.redis(data()).proven())
                .hasValueSatisfying(again -> assertThat(again.pid()).isNotEqualTo(redis.pid()));
        assertThat(postgres.isRunning()).isTrue();
        await("Redis serves before its start is reported").atMost(10, SECONDS).untilAsserted(() -> assertThat(output)
                .contains("Redis runs again at 127.0.0.1:"));
    }

    @Test
    void one_that_cannot_be_started_is_tried_again_at_longer_intervals(CapturedOutput output) throws Exception {
        redis.kill();
        // What it reads at its start is spoilt for a while.
        var manifest = data().resolve("redis/appendonlydir/appendonly.aof.manifest");
        var kept = Files.readString(manifest);
        Files.writeString(manifest, "spoilt\n");

        await("two attempts have failed").atMost(60, SECONDS).untilAsserted(() -> assertThat(output)
                .contains("Redis has stopped; it is started again in 1 s")
                .contains("Redis could not be started again: Redis did not start")
                .contains("Redis has stopped; it is started again in 2 s")
                .contains("Redis has stopped; it is started again in 4 s"));
        Files.writeString(manifest, kept);

        await("Redis serves again").atMost(60, SECONDS).ignoreExceptions().untilAsserted(() -> assertThat(
                        farewell.entries())
                .containsExactly("farewell", "before"));
    }

    @Test
    void a_server_that_ends_while_the_application_does_is_not_started_again(CapturedOutput output) {
        beans().registerDisposableBean("kills", () -> {
            redis.kill();
            await("nobody starts it")
                    .during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> DataFiles.redis(data()).proven().isEmpty());
        });

        application.close();

        assertThat(output).doesNotContain("is started again").doesNotContain("nobody starts it");
    }

    private DefaultListableBeanFactory beans() {
        return (DefaultListableBeanFactory) application.getBeanFactory();
    }

    private Path data() {
        return folder.resolve(".edict");
    }
}
