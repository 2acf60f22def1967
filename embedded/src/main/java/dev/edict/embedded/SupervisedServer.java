package dev.edict.embedded;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A local server that is restarted on its port whenever it ends before it is closed. */
final class SupervisedServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedServer.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final LocalServer server;
    private final Thread watch;
    private final CountDownLatch closing = new CountDownLatch(1);

    private SupervisedServer(LocalServer server) {
        this.server = server;
        this.watch = new Thread(this::watch, server.name() + "-watch");
    }

    static SupervisedServer start(LocalServer server) {
        server.start();
        var supervised = new SupervisedServer(server);
        supervised.watch.setDaemon(true);
        supervised.watch.start();
        return supervised;
    }

    private void watch() {
        var pause = FIRST_PAUSE;
        long startedAt = System.nanoTime();
        while (!closingWithin(BETWEEN_LOOKS)) {
            if (server.isRunning()) {
                continue;
            }
            if (System.nanoTime() - startedAt > LONGEST_PAUSE.toNanos()) {
                pause = FIRST_PAUSE;
            }
            LOG.warn("{} has stopped; it is started again in {} s", server.name(), pause.toSeconds());
            if (closingWithin(pause)) {
                return;
            }
            startAgain();
            startedAt = System.nanoTime();
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private void startAgain() {
        try {
            server.start();
            LOG.warn("{} runs again at {}:{}", server.name(), Loopback.ADDRESS, server.port());
        } catch (RuntimeException e) {
            if (closing.getCount() == 0) {
                return;
            }
            LOG.error("{} could not be started again: {}", server.name(), e.getMessage());
        }
    }

    /** From here on the server is not restarted. */
    void startNoMore() {
        closing.countDown();
    }

    /** Does not wait for a start in progress: the server is stopped during its start. */
    @Override
    public void close() {
        startNoMore();
        do {
            server.stop();
        } while (!ended(watch));
        server.stop();
    }

    private boolean closingWithin(Duration time) {
        try {
            return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static boolean ended(Thread thread) {
        try {
            thread.join(BETWEEN_LOOKS.toMillis());
            return !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
