package dev.edict.cli.api;

import java.net.URI;
import java.time.Duration;

/** A client that gives up soon. */
public final class TestClient {

    private TestClient() {}

    public static ApiClient of(URI address) {
        var quick = new Retries(Duration.ofMillis(1), Duration.ofMillis(50), Duration.ofMillis(300));
        return new ApiClient(address, new Token("a-secret", "EDICT_TOKEN"), quick, Duration.ofSeconds(5));
    }
}
