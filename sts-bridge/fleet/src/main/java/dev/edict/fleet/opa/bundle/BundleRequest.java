package dev.edict.fleet.opa.bundle;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/**
 * What an agent has, and for how long it waits for something else.
 *
 * @param tags of bundles that it had; {@code *} for any
 * @param hold how long its request may wait; zero for not at all
 */
record BundleRequest(Set<String> tags, Duration hold) {

    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** A proxy in between may cut at the time that the agent waits. */
    private static final Duration EARLIER = Duration.ofMillis(700);

    private static final Duration SHORTEST_HOLD = Duration.ofMillis(100);

    private static final String ANY = "*";

    /** In {@code Prefer: modes=snapshot,delta;wait=30}; the parts stand in any order, also in several headers. */
    private static final Pattern WAIT = Pattern.compile("(?i)(?:^|[;,\\s])wait\\s*=\\s*\"?(\\d{1,9})(?!\\d)");

    static BundleRequest of(HttpHeaders headers) {
        return new BundleRequest(
                tags(headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH)), hold(headers.getOrEmpty("Prefer")));
    }

    private static Set<String> tags(List<String> headers) {
        return headers.stream()
                .flatMap(list -> ETag.parse(list).stream())
                .map(ETag::tag)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Duration hold(List<String> preferences) {
        var wait = WAIT.matcher(String.join(",", preferences));
        if (!wait.find()) {
            return Duration.ZERO;
        }
        var asked = Math.min(Long.parseLong(wait.group(1)), LONGEST_WAIT.toSeconds());
        var hold = Duration.ofSeconds(asked).minus(EARLIER);
        return hold.compareTo(SHORTEST_HOLD) < 0 ? SHORTEST_HOLD : hold;
    }

    boolean has(String tag) {
        return tags.contains(tag) || tags.contains(ANY);
    }
}
