package dev.edict.fleet.opa.canary;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks agents for decisions over their REST API v1. A question that waits holds no thread. */
final class AgentClient implements AutoCloseable {

    /** Bytes of an answer. */
    static final int LONGEST = 65_536;

    /** Of one question, from the connection to the last byte. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String RESULT = "/v1/data/caracal/authz/result?provenance=true";
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);

    /** More than one, because the JDK looks up names on them. */
    private static final int THREADS = 4;

    private final Supplier<Optional<String>> token;
    private final ThreadPoolExecutor threads;
    private final HttpClient http;

    AgentClient(Supplier<Optional<String>> token) {
        this.token = token;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), AgentClient::daemon);
        this.threads.allowCoreThreadTimeOut(true);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_WITHIN)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads)
                .build();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "opa-canaries");
        thread.setDaemon(true);
        return thread;
    }

    /** Asks for the decision on an input; fails with {@link RunDropped} without an answer that tells one. */
    CompletableFuture<AgentAnswer> ask(URI agent, String zoneId, String input) {
        var request = HttpRequest.newBuilder(URI.create(agent + RESULT))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"input\":" + input + "}"));
        token.get().ifPresent(held -> request.header("Authorization", "Bearer " + held));
        var pending = http.sendAsync(request.build(), answered -> new BoundedBody(LONGEST));
        // The timeout of a request ends with the headers of the answer, so the whole is cancelled.
        return pending.thenApply(answer -> AgentAnswer.read(zoneId, answer.statusCode(), answer.body()))
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> pending.cancel(true))
                .exceptionally(failure -> {
                    throw dropped(failure);
                });
    }

    private static RunDropped dropped(Throwable failure) {
        var cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RunDropped dropped) {
            return dropped;
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new RunDropped("unreachable");
        }
        return cause instanceof TimeoutException || cause instanceof HttpTimeoutException
                ? new RunDropped("no complete answer within %d s".formatted(PATIENCE.toSeconds()))
                : new RunDropped("no answer: "
                        + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
