package dev.edict.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A caller of the sample application. */
final class UpstreamClient {

    private static final Pattern DECIDED = Pattern.compile(
            "(\\w+); code=(\\w+)(?:; zone=\"[^\"]+\"; activation-seq=(\\d+)(?:; version=\"([^\"]+)\")?)?");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    UpstreamClient(String port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /**
     * An answer, and what its header says about the decision.
     *
     * @param seq 0 if no bundle decided
     */
    record Answer(int status, String body, String code, long seq, @Nullable String version) {}

    Answer get(String scope) {
        var credentials = (ProtectedUpstream.CALLER + ":any").getBytes(StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(URI.create(address + "/ledger/" + scope))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
                .build());
    }

    Answer getWithoutCredentials() {
        return send(HttpRequest.newBuilder(URI.create(address + "/ledger/read")).build());
    }

    private Answer send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            var header = response.headers().firstValue("X-Edict-Decision").orElse("");
            var decided = DECIDED.matcher(header);
            if (!decided.matches()) {
                throw new IllegalStateException("not a decision: " + header);
            }
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    Objects.requireNonNull(decided.group(2)),
                    decided.group(3) == null ? 0 : Long.parseLong(decided.group(3)),
                    decided.group(4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
