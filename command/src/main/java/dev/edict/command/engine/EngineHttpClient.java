package dev.edict.command.engine;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Calls an engine over HTTP with bounded time and size. Every failure names the engine and its address. */
final class EngineHttpClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final int LONGEST_ANSWER = 1_048_576;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String engine;
    private final URI address;
    private final Duration timeout;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * @param engine name of the engine
     * @param address its URL, without a trailing slash and without credentials
     * @param timeout the limit of one call
     */
    EngineHttpClient(String engine, URI address, Duration timeout) {
        this.engine = engine;
        this.address = address;
        this.timeout = timeout;
    }

    String engine() {
        return engine;
    }

    /** Prefixes a reason with the engine and its address. */
    String named(String reason) {
        return engine + " at " + address + ": " + reason;
    }

    EngineFailure trouble(String reason) {
        return EngineFailure.of(named(reason));
    }

    EngineFailure troubleOfEveryRequest(String reason) {
        return EngineFailure.ofEveryRequest(named(reason));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    byte[] json(Map<String, ?> object) throws EngineFailure {
        try {
            return JSON.writeValueAsBytes(object);
        } catch (JacksonException e) {
            throw trouble("the request cannot be written as JSON: " + e.getOriginalMessage());
        }
    }

    /** Returns the response with any status. */
    Answer call(HttpRequest request, Deadline deadline) throws EngineFailure {
        if (deadline.isOver()) {
            throw outOf(deadline);
        }
        var patience = deadline.remaining().compareTo(timeout) < 0 ? deadline.remaining() : timeout;
        var pending = client.sendAsync(request, answered -> new BoundedBody(LONGEST_ANSWER));
        try {
            return answer(pending.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw deadline.isOver() ? outOf(deadline) : slow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw troubleOfEveryRequest("interrupted while waiting for a response");
        } catch (ExecutionException e) {
            throw failed(e);
        } finally {
            hangUp(pending);
        }
    }

    /** The timeout of a request ends with the response headers; the body has no limit of its own. */
    private static void hangUp(CompletableFuture<?> pending) {
        pending.cancel(true);
    }

    private EngineFailure outOf(Deadline deadline) {
        return troubleOfEveryRequest("the time limit of %s for all requests of one evaluation is exceeded"
                .formatted(shown(deadline.budget())));
    }

    private EngineFailure slow() {
        return trouble("no response within " + shown(timeout));
    }

    private EngineFailure failed(ExecutionException failure) {
        Throwable cause = failure;
        for (var inner = failure.getCause(); inner != null; inner = inner.getCause()) {
            if (inner instanceof BoundedBody.TooLong) {
                return trouble("the response is longer than %d bytes".formatted(LONGEST_ANSWER));
            }
            cause = cause instanceof IOException ? cause : inner;
        }
        if (cause instanceof ConnectException || cause instanceof HttpTimeoutException) {
            return troubleOfEveryRequest("unreachable");
        }
        return cause instanceof IOException
                ? troubleOfEveryRequest("unreachable: " + cause.getMessage())
                : trouble("the call failed: " + cause);
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), object(response.body()));
    }

    private static Optional<Map<?, ?>> object(byte[] body) {
        try {
            return JSON.readValue(body, Object.class) instanceof Map<?, ?> object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String shown(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
