package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.SmartLifecycle;

/** Components that depend on the schemas start after the migration, at any time that happens. */
class StartupTest {

    private final RuntimeException away = new IllegalStateException(new SQLException("refused", "08001"));
    private final RuntimeException locked = new IllegalStateException(new SQLException("lock timeout", "55P03"));
    private final RuntimeException misfit = new IllegalStateException("a script does not fit");

    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final Queue<RuntimeException> troubles = new ArrayDeque<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    private final Startup startup = new Startup(
            this::migrate, beans, event -> happened.add(event.getClass().getSimpleName()));

    private void migrate() {
        attempts.incrementAndGet();
        var trouble = troubles.poll();
        if (trouble != null) {
            throw trouble;
        }
        happened.add("migrated");
    }

    @AfterEach
    void close() {
        startup.onClosing();
    }

    @Test
    void schemas_are_migrated_then_components_start_by_phase_then_started_is_published() {
        beans.addBean("relay", part("relay", 3, false, false));
        beans.addBean("log", part("log", 1, false, false));
        beans.addBean("processors", part("processors", 2, false, false));

        startup.start();

        assertThat(happened).containsExactly("migrated", "log", "processors", "relay", "Started");
        assertThat(startup.isRunning()).isTrue();
    }

    @Test
    void components_with_auto_startup_or_running_ones_are_not_started() {
        beans.addBean("web", part("web", 1, true, false));
        beans.addBean("log", part("log", 2, false, true));

        startup.start();

        assertThat(happened).containsExactly("migrated", "Started");
    }

    @Test
    void an_unreachable_database_is_awaited_in_the_background() {
        troubles.addAll(List.of(away, locked, misfit));
        beans.addBean("log", part("log", 1, false, false));

        startup.start();

        assertThat(happened).isEmpty();
        await("the database to be there and its script to be mended")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(happened).containsExactly("migrated", "log", "Started"));
        assertThat(attempts).hasValue(4);
    }

    @Test
    void a_locked_table_is_awaited_too() {
        troubles.add(locked);

        startup.start();

        await("the table to be free").atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(happened)
                .containsExactly("migrated", "Started"));
    }

    @Test
    void a_schema_that_does_not_fit_at_once_ends_the_start() {
        troubles.add(misfit);

        assertThatThrownBy(startup::start).isSameAs(misfit);
    }

    @Test
    void nothing_is_started_in_an_application_that_closes() {
        beans.addBean("log", part("log", 1, false, false));
        startup.onClosing();

        startup.start();

        assertThat(happened).containsExactly("migrated");
    }

    private SmartLifecycle part(String name, int phase, boolean byItself, boolean running) {
        return new SmartLifecycle() {

            @Override
            public void start() {
                happened.add(name);
            }

            @Override
            public void stop() {}

            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public boolean isAutoStartup() {
                return byItself;
            }

            @Override
            public int getPhase() {
                return phase;
            }
        };
    }
}
