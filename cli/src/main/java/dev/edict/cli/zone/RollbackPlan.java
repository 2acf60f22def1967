package dev.edict.cli.zone;

import static dev.edict.cli.zone.ZoneStatus.text;

import dev.edict.cli.api.ApiAnswer;
import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiFailure;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.api.Zone;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a rollback would do.
 *
 * @param etag the state of the zone that it starts from
 * @param activationSeq of that state
 * @param governing the version that governs, in words
 * @param target what it goes back to
 */
record RollbackPlan(Zone zone, String etag, long activationSeq, String governing, Target target) {

    /** A rollback must be possible while the preview takes long. */
    private static final Duration LONGEST_PREVIEW = Duration.ofSeconds(5);

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final int MOST_PAGES = 20;
    private static final int LARGEST_PAGE = 500;
    private static final String NOTHING = "nothing: every request is denied";

    /**
     * A version that governed before.
     *
     * @param versionId null to leave the choice to Edict
     * @param words for people
     * @param delta which requests are then decided differently, in short; null if it is not known
     */
    record Target(@Nullable String versionId, String words, @Nullable String delta) {

        /** Where the preview fails, which must not stand in the way of a rollback. */
        static final Target CHOSEN_BY_EDICT = new Target(null, "the version that governed before it", null);
    }

    /**
     * Reads what governs, and what a rollback goes back to; empty if there is no such version.
     *
     * @param to the id of a version that governed before, or its number in the governing set; null for the default
     * @throws ApiFailure if Edict refuses, or does not answer
     */
    static Optional<RollbackPlan> of(ApiClient edict, Zone zone, @Nullable String to) {
        var at = ApiRequest.path("/v1/zones/%s", zone.id());
        var answer = edict.send(ApiRequest.get(at + "/active"));
        var active = answer.bodyWith("governed", "activation_seq");
        var governed = active.path("governed").asBoolean(false);
        if (to == null && governed) {
            return usual(edict, at, active).map(target -> plan(zone, answer, active, target));
        }
        var wanted = to == null ? text(active, "previous_version_id") : to;
        return named(edict, at, active, wanted)
                .or(() -> unseen(wanted))
                .map(target -> plan(zone, answer, active, target));
    }

    private static RollbackPlan plan(Zone zone, ApiAnswer answer, JsonNode active, Target target) {
        var governing = active.path("governed").asBoolean(false) ? words(active) : NOTHING;
        return new RollbackPlan(
                zone, answer.requireEtag(), active.path("activation_seq").asLong(), governing, target);
    }

    /** What Edict would go back to. It is named in the request, so that nothing else than what was shown happens. */
    private static Optional<Target> usual(ApiClient edict, String at, JsonNode active) {
        var path = ApiRequest.path(
                "/policy-sets/%s/versions/%s/preview", text(active, "policy_set_id"), text(active, "version_id"));
        try {
            var back = edict.sendOnce(ApiRequest.get(at + path).heldFor(LONGEST_PREVIEW))
                    .body()
                    .path("way_back");
            return back.isObject()
                    ? Optional.of(new Target(text(back, "version_id"), words(back), text(back.path("delta"), "text")))
                    : Optional.empty();
        } catch (ApiFailure unknown) {
            return Optional.of(Target.CHOSEN_BY_EDICT);
        }
    }

    /** Among the versions that governed the zone. */
    private static Optional<Target> named(ApiClient edict, String at, JsonNode active, String to) {
        String cursor = null;
        for (var page = 0; page < MOST_PAGES; page++) {
            var query = cursor == null ? "" : ApiRequest.path("&cursor=%s", cursor);
            var found = edict.send(ApiRequest.get("%s/activations?limit=%d%s".formatted(at, LARGEST_PAGE, query)))
                    .bodyWith("items");
            var entry = found.path("items")
                    .valueStream()
                    .filter(one -> isNamed(one, active, to))
                    .findFirst();
            if (entry.isPresent()) {
                return entry.map(one -> new Target(text(one, "version_id"), words(one), delta(edict, at, one)));
            }
            if (!found.path("next_cursor").isString()) {
                return Optional.empty();
            }
            cursor = found.path("next_cursor").asString();
        }
        return Optional.empty();
    }

    /** The history may not have a version yet, or no longer: Edict knows whether it governed. A number needs the history. */
    private static Optional<Target> unseen(String versionId) {
        return versionId.isEmpty() || NUMBER.matcher(versionId).matches()
                ? Optional.empty()
                : Optional.of(new Target(versionId, "version " + versionId, null));
    }

    private static boolean isNamed(JsonNode entry, JsonNode active, String to) {
        return text(entry, "version_id").equals(to)
                || (text(entry, "version").equals(to)
                        && text(entry, "policy_set_id").equals(text(active, "policy_set_id")));
    }

    private static @Nullable String delta(ApiClient edict, String at, JsonNode entry) {
        var path = ApiRequest.path(
                "/policy-sets/%s/versions/%s/delta?limit=1", text(entry, "policy_set_id"), text(entry, "version_id"));
        try {
            return edict.sendOnce(ApiRequest.get(at + path).heldFor(LONGEST_PREVIEW))
                    .body()
                    .path("summary")
                    .path("text")
                    .asString(null);
        } catch (ApiFailure unknown) {
            return null;
        }
    }

    private static String words(JsonNode version) {
        return "version %s of %s (%s)"
                .formatted(text(version, "version"), text(version, "policy_set_name"), text(version, "version_id"));
    }
}
