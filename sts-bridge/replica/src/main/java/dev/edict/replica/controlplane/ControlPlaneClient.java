package dev.edict.replica.controlplane;

import dev.edict.replica.background.DaemonThreads;
import dev.edict.replica.background.LogSafeText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Calls the control plane's HTTP API with a bearer token; time and size of every answer are bounded. Thread-safe. */
public final class ControlPlaneClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 64 * 1024 * 1024;
    private static final int THREADS = 2;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");

    private final Supplier<URI> address;
    private final Supplier<String> token;
    private final Duration answerTimeout;
    private final int longestAnswer;
    private final HttpClient client;

    private ControlPlaneClient(
            Supplier<URI> address, Supplier<String> token, Duration answerTimeout, int longestAnswer) {
        this.address = address;
        this.token = token;
        this.answerTimeout = answerTimeout;
        this.longestAnswer = longestAnswer;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads())
                .build();
    }

    /**
     * A client whose answers take at most 10 s and have at most 64 MiB.
     *
     * @param address {@code http} or {@code https}, with or without a path, without query and credentials
     * @param token asked for each request, so that it may rotate; never logged
     */
    public static ControlPlaneClient at(URI address, Supplier<String> token) {
        return at(address, token, ANSWER_TIMEOUT, LONGEST_ANSWER);
    }

    /**
     * A client with bounds of its own.
     *
     * @param answerTimeout 100 ms to 1 min, from the request's start to the end of the body; a request that waits for a
     *     change has its waiting time on top
     * @param longestAnswer 1 KiB to 512 MiB, in bytes
     */
    public static ControlPlaneClient at(
            URI address, Supplier<String> token, Duration answerTimeout, int longestAnswer) {
        require(
                answerTimeout.compareTo(Duration.ofMillis(100)) >= 0
                        && answerTimeout.compareTo(Duration.ofMinutes(1)) <= 0,
                "the timeout of an answer is 100 ms to 1 min");
        require(longestAnswer >= 1024 && longestAnswer <= 512 * 1024 * 1024, "an answer has 1 KiB to 512 MiB");
        var plain = plain(address);
        return new ControlPlaneClient(() -> plain, token, answerTimeout, longestAnswer);
    }

    /**
     * A client with the usual bounds, of a control plane whose address is not known yet.
     *
     * @param address asked for each request
     */
    public static ControlPlaneClient at(Supplier<URI> address, Supplier<String> token) {
        return new ControlPlaneClient(() -> plain(address.get()), token, ANSWER_TIMEOUT, LONGEST_ANSWER);
    }

    /** They end by themselves when nothing is asked any more, so that a client needs no closing. */
    private static ThreadPoolExecutor threads() {
        var threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DaemonThreads("http"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static URI plain(URI address) {
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        require(scheme.equals("http") || scheme.equals("https"), "the control plane's address begins with http");
        require(
                address.getHost() != null
                        && address.getUserInfo() == null
                        && address.getQuery() == null
                        && address.getFragment() == null,
                "the control plane's address has a host, and neither credentials, query nor fragment");
        var text = address.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : address;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * Sends a GET.
     *
     * @param ifNoneMatch an entity tag; empty for none
     * @param wait how long the control plane may hold the request
     * @throws ControlPlaneFailure if there is no answer in time
     */
    public HttpAnswer get(String path, String ifNoneMatch, Duration wait) {
        var request = request(path).GET();
        if (!ifNoneMatch.isEmpty()) {
            request.header("If-None-Match", ifNoneMatch);
        }
        return answer(request.build(), answerTimeout.plus(wait));
    }

    /**
     * Sends a JSON object.
     *
     * @param timeout bounds this request if it is shorter than the client's own
     * @throws ControlPlaneFailure if there is no answer in time
     */
    public HttpAnswer post(String path, Object body, Duration timeout) {
        return answer(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
                        .build(),
                shorter(timeout));
    }

    /**
     * Sends a DELETE.
     *
     * @throws ControlPlaneFailure if there is no answer in time
     */
    public HttpAnswer delete(String path, Duration timeout) {
        return answer(request(path).DELETE().build(), shorter(timeout));
    }

    private Duration shorter(Duration timeout) {
        return timeout.compareTo(answerTimeout) < 0 ? timeout : answerTimeout;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address.get() + path))
                .header("Authorization", "Bearer " + currentToken());
    }

    /** A malformed header value would be quoted in the exception of the HTTP client. */
    private String currentToken() {
        var current = token.get();
        if (current == null || !TOKEN.matcher(current).matches()) {
            throw new ControlPlaneFailure("no_token", "the supplier gives no bearer token of 1 to 4096 characters");
        }
        return current;
    }

    private HttpAnswer answer(HttpRequest request, Duration patience) {
        var pending = client.sendAsync(request, answered -> new BoundedBody(longestAnswer));
        try {
            return new HttpAnswer(pending.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new ControlPlaneFailure("unreachable", "no answer within %d ms".formatted(patience.toMillis()));
        } catch (ExecutionException e) {
            throw new ControlPlaneFailure("unreachable", LogSafeText.ofRootCause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlPlaneFailure("interrupted", "the request was given up");
        } finally {
            hangUp(pending);
        }
    }

    /** A timeout of the request itself would end with the headers and leave the body unbounded. */
    private static void hangUp(CompletableFuture<?> pending) {
        pending.cancel(true);
    }

    @Override
    public String toString() {
        return "ControlPlaneClient[" + address.get() + "]";
    }
}
