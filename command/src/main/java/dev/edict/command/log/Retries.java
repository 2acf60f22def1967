package dev.edict.command.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;

/**
 * Tries a command again that PostgreSQL rolled back for the sake of another transaction. Nothing else is: whether a
 * command took effect whose connection was lost is not known.
 */
final class Retries {

    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    private static final int MOST = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(40);
    private static final Duration JITTER = Duration.ofMillis(20);

    /** No new try after that. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK_DETECTED = "40P01";
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of(SERIALIZATION_FAILURE, DEADLOCK_DETECTED);

    private final RetryTemplate template;

    Retries(MeterRegistry metrics) {
        var policy = RetryPolicy.builder()
                .maxRetries(MOST)
                .delay(FIRST_PAUSE)
                .jitter(JITTER)
                .multiplier(2)
                .timeout(PATIENCE)
                .predicate(Retries::isWorthAnotherTry)
                .build();
        template = new RetryTemplate(policy);
        template.setRetryListener(new Counting(Counter.builder("edict.command.retries")
                .description("Commands tried again after a deadlock or a serialization failure")
                .register(metrics)));
    }

    /** The answer of the last try, or its failure. */
    <T> T invoke(Supplier<T> command) {
        return template.invoke(command);
    }

    private static boolean isWorthAnotherTry(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() != null && WORTH_ANOTHER_TRY.contains(sql.getSQLState());
            }
        }
        return false;
    }

    private record Counting(Counter retries) implements RetryListener {

        @Override
        public void beforeRetry(RetryPolicy policy, Retryable<?> command) {
            retries.increment();
            LOG.info("Trying a command again that was rolled back for another transaction");
        }
    }
}
