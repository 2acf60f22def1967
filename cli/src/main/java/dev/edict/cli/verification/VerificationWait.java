package dev.edict.cli.verification;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiFailure;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.io.StatusLine;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Waits for the verdict about an activation, rollback or deactivation. */
public final class VerificationWait {

    /** The newest change at the beginning of the wait. */
    public static final String LATEST = "latest";

    private static final String NOT_FOUND = "activation_not_found";
    private static final String PENDING = "pending";
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    /** On a terminal, so that the line changes while Edict holds no request for long. */
    private static final Duration PACE = Duration.ofSeconds(2);

    private final ApiClient edict;
    private final StatusLine progress;

    public VerificationWait(ApiClient edict, StatusLine progress) {
        this.edict = edict;
        this.progress = progress;
    }

    /**
     * Asks until no check is pending, or the patience is over.
     *
     * @param activation its number, or {@link #LATEST}
     * @return the last verification, which is pending if the patience is over
     */
    public JsonNode await(String zoneId, String activation, Duration patience) {
        var started = System.nanoTime();
        try {
            var verification = ask(zoneId, activation, Duration.ZERO);
            var asked = verification.path("activation_seq").asString(activation);
            while (isPending(verification)) {
                var spent = Duration.ofNanos(System.nanoTime() - started);
                var left = patience.minus(spent);
                if (left.toSeconds() <= 0) {
                    return verification;
                }
                progress.show(new VerificationText(verification, false).progress(), spent.toSeconds());
                verification = ask(zoneId, asked, shorter(left));
            }
            return verification;
        } finally {
            progress.end();
        }
    }

    private Duration shorter(Duration left) {
        var longest = progress.isOnTerminal() ? PACE : LONGEST_REQUEST;
        return left.compareTo(longest) < 0 ? left : longest;
    }

    private JsonNode ask(String zoneId, String activation, Duration held) {
        var path = ApiRequest.path("/v1/zones/%s/activations/%s/verification", zoneId, activation)
                + "?wait=%ds".formatted(held.toSeconds());
        try {
            return edict.send(ApiRequest.get(path).heldFor(held)).bodyWith("verdict", "checks");
        } catch (ApiFailure failure) {
            throw failure.code().equals(NOT_FOUND) ? failure.with("'edict timeline' shows the changes") : failure;
        }
    }

    private static boolean isPending(JsonNode verification) {
        return verification.path("verdict").asString("").equals(PENDING);
    }
}
