package dev.edict.command.engine;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** An OPA and the token it may want. */
final class OpaPeer {

    private final Peer peer;
    private final Supplier<Optional<String>> token;

    OpaPeer(Peer peer, Supplier<Optional<String>> token) {
        this.peer = peer;
        this.token = token;
    }

    Peer peer() {
        return peer;
    }

    HttpRequest.Builder request(String path) {
        var request = peer.request(path);
        return token.get()
                .map(held -> request.header("Authorization", "Bearer " + held))
                .orElse(request);
    }

    Answer call(HttpRequest request, Deadline deadline) throws EngineTrouble {
        return peer.call(request, deadline);
    }

    EngineTrouble trouble(String reason) {
        return peer.trouble(reason);
    }

    /** OPA's own words: of each error its place and text, or else its message. */
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
        return words.isEmpty() ? "status " + answer.status() + " and no error in words" : words;
    }

    private static String error(Map<?, ?> error) {
        var text = String.valueOf(error.get("message"));
        return error.get("location") instanceof Map<?, ?> place
                ? "%s:%s:%s: %s".formatted(place.get("file"), place.get("row"), place.get("col"), text)
                : text;
    }
}
