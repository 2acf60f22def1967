package dev.edict.app.web.health;

import dev.edict.app.web.error.ErrorWriter;
import dev.edict.app.web.request.RequestTarget;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Accepts requests while the application serves, and rejects them with 503 before and after. At shutdown it waits for
 * the requests in progress.
 */
@Component
@FilterRegistration(enabled = false)
public class GracefulShutdownFilter extends OncePerRequestFilter implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GracefulShutdownFilter.class);

    /** The longest duration of a request, plus the same time for a body that arrives slowly. */
    public static final Duration LONGEST_REQUEST = Duration.ofSeconds(15);

    private static final Duration LINGER = Duration.ofSeconds(1);

    private enum State {
        STARTING,
        SERVING,
        ENDING
    }

    /** One party stands for the application, so that the phase cannot end before shutdown. */
    private final Phaser underWay = new Phaser(1);

    private final ErrorWriter errors;

    private volatile State state = State.STARTING;

    GracefulShutdownFilter(ErrorWriter errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!RequestTarget.of(request).isInApi()) {
            chain.doFilter(request, response);
        } else if (state != State.SERVING) {
            refuse(request, response);
        } else {
            serve(request, response, chain);
        }
    }

    /** Registers before it reads the state again, so that shutdown waits for every accepted request. */
    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        underWay.register();
        try {
            if (state == State.SERVING) {
                chain.doFilter(request, response);
            } else {
                refuse(request, response);
            }
        } finally {
            underWay.arriveAndDeregister();
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var ending = state == State.ENDING;
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        response.setHeader(HttpHeaders.CONNECTION, "close");
        errors.write(
                request,
                response,
                HttpStatus.SERVICE_UNAVAILABLE,
                ending ? "ending" : "starting",
                ending ? "This node is shutting down: retry later" : "PostgreSQL is not ready yet: retry later");
    }

    @EventListener
    void on(Started event) {
        state = State.SERVING;
    }

    boolean isServing() {
        return state == State.SERVING;
    }

    boolean isEnding() {
        return state == State.ENDING;
    }

    @Override
    public void start() {
        LOG.debug("Requests are accepted once the application serves");
    }

    @Override
    public void stop() {
        state = State.ENDING;
        try {
            awaitThoseUnderWay();
            linger();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitThoseUnderWay() throws InterruptedException {
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arrive(), LONGEST_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "{} requests are aborted: they took longer than {}",
                    underWay.getUnarrivedParties(),
                    LONGEST_REQUEST);
        }
    }

    /** A keep-alive client then receives a response with {@code Connection: close}, and not a closed connection. */
    private static void linger() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(LINGER.toNanos());
    }

    @Override
    public boolean isRunning() {
        return state != State.ENDING;
    }

    /** Stops before the web server does. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
