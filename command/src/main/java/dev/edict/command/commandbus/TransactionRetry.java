package dev.edict.command.commandbus;

import dev.edict.command.api.DatabaseFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;

/**
 * Retries a command that PostgreSQL rolled back because of a concurrent transaction. It retries no other failure: after
 * a lost connection it is unknown whether the command took effect.
 */
final class TransactionRetry {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionRetry.class);

    private static final int MOST = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(40);
    private static final Duration JITTER = Duration.ofMillis(20);

    /** No retry starts after this time. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final RetryTemplate template;

    TransactionRetry(MeterRegistry metrics) {
        var policy = RetryPolicy.builder()
                .maxRetries(MOST)
                .delay(FIRST_PAUSE)
                .jitter(JITTER)
                .multiplier(2)
                .timeout(PATIENCE)
                .predicate(failure -> DatabaseFailure.of(failure) == DatabaseFailure.ROLLED_BACK)
                .build();
        template = new RetryTemplate(policy);
        template.setRetryListener(new Counting(Counter.builder("edict.command.retries")
                .description("CommandSender tried again after a deadlock or a serialization failure")
                .register(metrics)));
    }

    /** Returns the result of the last attempt, or throws its failure. */
    <T> T invoke(Supplier<T> command) {
        return template.invoke(command);
    }

    private record Counting(Counter retries) implements RetryListener {

        @Override
        public void beforeRetry(RetryPolicy policy, Retryable<?> command) {
            retries.increment();
            LOG.info("Retrying a command after a deadlock or a serialization failure");
        }
    }
}
