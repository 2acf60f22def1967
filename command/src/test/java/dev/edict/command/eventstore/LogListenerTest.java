package dev.edict.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.command.WriteSide;
import dev.edict.command.api.EventsAppended;
import dev.edict.command.api.zone.RegisterZone;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class LogListenerTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final WriteSide writeSide = new WriteSide();
    private final AtomicInteger heard = new AtomicInteger();
    private final LogListener listener = new LogListener(writeSide.database(), event -> {
        assertThat(event).isInstanceOf(EventsAppended.class);
        heard.incrementAndGet();
    });

    @BeforeEach
    void publishes_an_append_when_it_starts_to_listen() {
        listener.start();
        await().atMost(SOON).until(() -> heard.get() == 1);
    }

    @AfterEach
    void close() {
        listener.stop();
        writeSide.close();
    }

    @Test
    void an_append_by_another_connection_is_heard() {
        writeSide.send(new RegisterZone("z1", "Zone", null, false));

        await().atMost(SOON).until(() -> heard.get() == 2);
    }

    @Test
    void listens_again_after_a_lost_connection_and_publishes_an_append() {
        assertThat(cutListeners()).isPositive();
        await("the listener is back").atMost(SOON).until(() -> heard.get() == 2);

        writeSide.send(new RegisterZone("z1", "Zone", null, false));

        await().atMost(SOON).until(() -> heard.get() == 3);
    }

    @Test
    void once_stopped_it_hears_nothing_and_leaves_no_connection_listening() {
        listener.stop();
        assertThat(listener.isRunning()).isFalse();
        writeSide.bean(LogListener.class).stop();

        writeSide.send(new RegisterZone("z1", "Zone", null, false));

        await().atMost(SOON).until(() -> listeners() == 0);
        assertThat(heard).hasValue(1);
    }

    private long cutListeners() {
        return writeSide
                .sql()
                .sql(
                        """
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where pid <> pg_backend_pid() and datname = current_database()
                        """)
                .query(Long.class)
                .single();
    }

    private long listeners() {
        return writeSide
                .sql()
                .sql(
                        """
                        select count(*) from pg_stat_activity
                        where pid <> pg_backend_pid() and datname = current_database() and query ilike 'listen%'
                        """)
                .query(Long.class)
                .single();
    }
}
