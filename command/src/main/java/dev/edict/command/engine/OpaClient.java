package dev.edict.command.engine;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** An OPA server and its optional bearer token. */
final class OpaClient {

    private final EngineHttpClient client;
    private final Supplier<Optional<String>> token;

    OpaClient(EngineHttpClient client, Supplier<Optional<String>> token) {
        this.client = client;
        this.token = token;
    }

    EngineHttpClient client() {
        return client;
    }

    HttpRequest.Builder request(String path) {
        var request = client.request(path);
        return token.get()
                .map(held -> request.header("Authorization", "Bearer " + held))
                .orElse(request);
    }

    Answer call(HttpRequest request, Deadline deadline) throws EngineFailure {
        return client.call(request, deadline);
    }

    EngineFailure trouble(String reason) {
        return client.trouble(reason);
    }

    /** OPA's own error message: place and text of each error, otherwise its message. */
    static String refusal(Answer answer) {
        var errors = new ArrayList<String>();
        if (answer.member("errors") instanceof List<?> listed) {
            listed.forEach(error -> {
                if (error instanceof Map<?, ?> members) {
                    errors.add(error(members));
                }
            });
        }
        var message = answer.text("message");
        var words = errors.isEmpty() ? message : String.join("; ", errors);
        return words.isEmpty() ? "status " + answer.status() + " without an error message" : words;
    }

    private static String error(Map<?, ?> error) {
        var text = String.valueOf(error.get("message"));
        return error.get("location") instanceof Map<?, ?> place
                ? "%s:%s:%s: %s".formatted(place.get("file"), place.get("row"), place.get("col"), text)
                : text;
    }
}
