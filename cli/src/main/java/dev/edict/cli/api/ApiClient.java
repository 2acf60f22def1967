package dev.edict.cli.api;

import dev.edict.cli.io.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the API of a running Edict; every answer is bounded in time and size. */
public final class ApiClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;
    private static final int OK = 200;

    private final URI address;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    ApiClient(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /**
     * Gets a JSON document.
     *
     * @param path with the query
     * @param wait for how long Edict may hold the request
     * @throws ApiFailure if Edict is unreachable, refuses, or answers something else
     */
    public JsonNode get(String path, Duration wait) {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + token)
                .timeout(TIMEOUT.plus(wait))
                .GET()
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofInputStream());
            var json = JsonMapper.shared().readTree(body(answer));
            if (answer.statusCode() != OK) {
                throw ApiFailure.refused(answer.statusCode(), json);
            }
            return json;
        } catch (JacksonException e) {
            throw new ApiFailure("%s does not answer as Edict does".formatted(address));
        } catch (IOException e) {
            throw new ApiFailure("Edict is unreachable at %s: %s".formatted(address, FailureReason.of(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiFailure("interrupted");
        }
    }

    private byte[] body(HttpResponse<InputStream> answer) throws IOException {
        try (var in = answer.body()) {
            var bytes = in.readNBytes(LONGEST_ANSWER + 1);
            if (bytes.length > LONGEST_ANSWER) {
                throw new ApiFailure("%s answers with over 16 MiB".formatted(address));
            }
            return bytes;
        }
    }
}
