package dev.edict.cli.api;

import dev.edict.cli.io.ProgramVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks the API of a running Edict; every answer is bounded in time and size. What may be repeated is sent again, for a
 * bounded time, when no answer comes or Edict asks to come back later.
 */
public final class ApiClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;
    /** What the API says of itself, its version with it. */
    static final String DESCRIPTION = "/openapi.json";

    private static final String NOT_TOLD = "not told";
    private static final String JSON = "application/json";

    private final URI address;
    private final Token token;
    private final Retries retries;
    private final Duration timeout;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private volatile boolean reached;

    ApiClient(URI address, Token token) {
        this(address, token, Retries.USUAL, TIMEOUT);
    }

    ApiClient(URI address, Token token, Retries retries, Duration timeout) {
        this.address = address;
        this.token = token;
        this.retries = retries;
        this.timeout = timeout;
    }

    /** The address of the Edict that is asked. */
    public URI address() {
        return address;
    }

    /**
     * Gets a JSON document.
     *
     * @param path with the query
     * @throws ApiFailure if Edict is unreachable, refuses, or answers something else
     */
    public JsonNode get(String path) {
        return send(ApiRequest.get(path)).body();
    }

    /**
     * Sends a request; again, if it may be repeated and the failure passes.
     *
     * @throws ApiFailure if Edict is unreachable, refuses, or answers something else
     */
    public ApiAnswer send(ApiRequest request) {
        return repeating(request, () -> sendOnce(request));
    }

    /**
     * Gets a document of any format and size into a file, in place of what the file has.
     *
     * @throws ApiFailure as {@link #send} does; what is in the file then is no document
     */
    public void download(ApiRequest request, Path file) {
        repeating(request, () -> {
            downloadOnce(request, file);
            return file;
        });
    }

    private <T> T repeating(ApiRequest request, Supplier<T> attempted) {
        var started = System.nanoTime();
        for (var attempt = 0; ; attempt++) {
            try {
                return attempted.get();
            } catch (ApiFailure failure) {
                var spent = Duration.ofNanos(System.nanoTime() - started);
                var pause = retries.pauseAfter(failure, attempt, spent, reached)
                        .filter(bounded -> request.isRepeatable())
                        .orElseThrow(() -> failure);
                sleep(pause);
            }
        }
    }

    /**
     * Sends a request a single time, for a caller that repeats it in its own way.
     *
     * @throws ApiFailure as {@link #send} does
     */
    public ApiAnswer sendOnce(ApiRequest request) {
        var received = new ByteArrayOutputStream();
        var answer = exchange(request, bounded(received));
        return received(request, answer, received).accepted();
    }

    private void downloadOnce(ApiRequest request, Path file) {
        var refusal = new ByteArrayOutputStream();
        var answer = exchange(
                request,
                head -> head.statusCode() < ReceivedAnswer.FIRST_ERROR
                        ? BodySubscribers.mapping(BodySubscribers.ofFile(file), Path::toString)
                        : BodySubscribers.mapping(bounded(refusal).apply(head), end -> ""));
        if (answer.statusCode() >= ReceivedAnswer.FIRST_ERROR) {
            received(request, answer, refusal).accepted();
        }
    }

    private ReceivedAnswer received(ApiRequest request, HttpResponse<?> answer, ByteArrayOutputStream body) {
        reached = true;
        return new ReceivedAnswer(
                this, token, request, answer.statusCode(), answer.headers(), body.toString(StandardCharsets.UTF_8));
    }

    private BodyHandler<Void> bounded(ByteArrayOutputStream received) {
        return BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> {
            if (received.size() + bytes.length > LONGEST_ANSWER) {
                throw ApiFailure.of("%s answers with over 16 MiB".formatted(address));
            }
            received.writeBytes(bytes);
        }));
    }

    /** Says that this Edict is of another version, as the beginning of a sentence. */
    String otherVersion() {
        return "Edict at %s is another version (%s) than this program (%s)"
                .formatted(address, version(), ProgramVersion.number());
    }

    private String version() {
        try {
            return sendOnce(ApiRequest.get(DESCRIPTION))
                    .body()
                    .path("info")
                    .path("version")
                    .asString(NOT_TOLD);
        } catch (ApiFailure failure) {
            return NOT_TOLD;
        }
    }

    private <T> HttpResponse<T> exchange(ApiRequest request, BodyHandler<T> body) {
        var limit = timeout.plus(request.held());
        // the timeout of the JDK's client ends with the header of the answer; this one has the body in it
        var pending = http.sendAsync(prepared(request, limit), body);
        try {
            return pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw ApiFailure.unreachable(
                    address, new HttpTimeoutException("no answer within " + limit.toSeconds() + " s"));
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiFailure.of("interrupted");
        } finally {
            pending.cancel(true);
        }
    }

    private ApiFailure failure(@Nullable Throwable cause) {
        for (var part = cause; part != null; part = part.getCause()) {
            if (part instanceof ApiFailure known) {
                return known;
            }
        }
        return ApiFailure.unreachable(address, cause instanceof IOException io ? io : new IOException(cause));
    }

    private HttpRequest prepared(ApiRequest request, Duration limit) {
        var prepared = HttpRequest.newBuilder(URI.create(address + request.path()))
                .header("Authorization", "Bearer " + token.text())
                .header("Accept", JSON)
                .timeout(limit)
                .method(request.method(), body(request));
        if (request.body() != null) {
            prepared.header("Content-Type", JSON);
        }
        if (request.idempotencyKey() != null) {
            prepared.header("Idempotency-Key", request.idempotencyKey());
        }
        if (request.ifMatch() != null) {
            prepared.header("If-Match", request.ifMatch());
        }
        return prepared.build();
    }

    private static BodyPublisher body(ApiRequest request) {
        return request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body());
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiFailure.of("interrupted");
        }
    }
}
