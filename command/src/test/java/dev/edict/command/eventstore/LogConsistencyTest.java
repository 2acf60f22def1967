package dev.edict.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.edict.command.api.LogRead;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** The check of the log continues after every failure, and logs each inconsistency once. */
class LogConsistencyTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(LogConsistency.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Unreachable database = new Unreachable();
    private final LogConsistency consistency = new LogConsistency(database);

    /** Fails with an exception at first, then with an error. */
    private static final class Unreachable extends AbstractDataSource {

        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        public Connection getConnection() throws SQLException {
            if (attempts.incrementAndGet() == 1) {
                throw new SQLException("the connection attempt failed");
            }
            throw new StackOverflowError("of a driver");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    @BeforeEach
    void listen() {
        lines.start();
        LOG.addAppender(lines);
    }

    @AfterEach
    void stop() {
        LOG.detachAppender(lines);
        consistency.stop();
    }

    @Test
    void logs_a_new_inconsistency_once_and_its_end_once() {
        consistency.on(new LogRead("timeline", 5, 3));
        consistency.on(new LogRead("timeline", 5, 3));
        consistency.on(new LogRead("timeline", 6, 3));
        consistency.on(new LogRead("timeline", 6, 6));
        consistency.on(new LogRead("timeline", 7, 7));

        assertThat(lines.list)
                .extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.ERROR, Level.ERROR, Level.INFO);
        assertThat(lines.list.get(0).getFormattedMessage()).contains("events 4 to 5 are missing");
        assertThat(lines.list.get(1).getFormattedMessage()).contains("events 4 to 6 are missing");
    }

    @Test
    void goes_on_checking_after_an_exception_and_after_an_error() {
        consistency.start();

        await("a check after the one that ended with an error")
                .atMost(Duration.ofSeconds(20))
                .until(() -> database.attempts.get() >= 5);
    }
}
