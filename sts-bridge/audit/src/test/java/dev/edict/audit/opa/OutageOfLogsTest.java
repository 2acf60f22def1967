package dev.edict.audit.opa;

import static dev.edict.audit.opa.LogScene.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.audit.AuditDatabase;
import dev.edict.command.api.DatabaseFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A log is taken once it is committed; one that is not is sent again by its agent, and then stored once. */
class OutageOfLogsTest {

    private static final int MANY = 10_000;

    /** Gives so many connections, and then none. */
    private static final class Leaving extends DelegatingDataSource {

        private final AtomicInteger connections = new AtomicInteger(Integer.MAX_VALUE);

        Leaving(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (connections.decrementAndGet() < 0) {
                throw new SQLNonTransientConnectionException("the connection is refused", "08001");
            }
            return super.getConnection();
        }
    }

    private final Leaving pool = new Leaving(AuditDatabase.empty().pool());
    private final LogScene scene = new LogScene(pool);

    @AfterEach
    void close() {
        scene.close();
    }

    private static List<?> many() {
        return IntStream.range(0, MANY)
                .mapToObj(n -> {
                    var element = decision("d" + n);
                    element.remove("input");
                    return element;
                })
                .toList();
    }

    @Test
    void ten_thousand_decisions_in_a_body_are_stored() {
        scene.take(many());

        assertThat(scene.events()).isEqualTo(MANY);
        assertThat(scene.counted("edict.opa.logged.decisions", "stored")).isEqualTo(MANY);
        assertThat(scene.counted("edict.opa.logs", "accepted")).isOne();
    }

    @Test
    void a_log_is_refused_while_the_database_is_away_and_stored_once_when_it_is_sent_again() {
        pool.connections.set(0);
        requireUnreachable(() -> scene.take(List.of(decision("d1"))));
        requireUnreachable(() -> scene.take("no array"));
        pool.connections.set(Integer.MAX_VALUE);
        assertThat(scene.events()).isZero();
        assertThat(scene.letters()).isEmpty();

        scene.take(List.of(decision("d1")));
        assertThat(scene.events()).isOne();
    }

    @Test
    void a_log_that_was_stored_in_part_is_stored_once_when_it_is_sent_again() {
        pool.connections.set(5);
        requireUnreachable(() -> scene.take(many()));
        pool.connections.set(Integer.MAX_VALUE);
        assertThat(scene.events()).isBetween(1L, MANY - 1L);

        scene.take(many());
        assertThat(scene.events()).isEqualTo(MANY);
        assertThat(scene.letters()).isEmpty();
    }

    private static void requireUnreachable(Runnable taking) {
        assertThatThrownBy(taking::run)
                .isInstanceOfSatisfying(RuntimeException.class, e -> assertThat(DatabaseFailure.of(e))
                        .isEqualTo(DatabaseFailure.UNREACHABLE));
    }
}
