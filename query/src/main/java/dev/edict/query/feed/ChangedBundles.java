package dev.edict.query.feed;

import dev.edict.query.ContentCorrupted;
import dev.edict.query.bundle.Bundle;
import dev.edict.query.bundle.BundleReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bundles of changes that many requests are told of, each read once. It lives as long as one reading of the feed;
 * not thread-safe.
 */
final class ChangedBundles {

    /** The maximum size of the policy texts in one answer; decision points load a longer bundle by its own route. */
    static final int MOST_BYTES = 256 * 1024;

    private final BundleReader bundles;
    private final Map<FeedChange, FeedChange> read = new HashMap<>();

    ChangedBundles(BundleReader bundles) {
        this.bundles = bundles;
    }

    /** Adds bundles to the changes of a page, in their order, until the texts are too long. */
    FeedPage addTo(FeedPage page) {
        var room = MOST_BYTES;
        var changes = new ArrayList<FeedChange>();
        for (var change : page.changes()) {
            var whole = room <= 0 ? change : read.computeIfAbsent(change, this::read);
            room -= bytes(whole.bundle());
            changes.add(room < 0 ? change : whole);
        }
        return new FeedPage(page.cursor(), page.complete(), changes);
    }

    /** A zone that has changed again is told of once more, with its next bundle. */
    private FeedChange read(FeedChange change) {
        try {
            return bundles.find(change.zoneId(), MOST_BYTES)
                    .filter(bundle -> bundle.activationSeq() == change.activationSeq()
                            && Objects.equals(bundle.manifestSha256(), change.manifestSha256()))
                    .map(change::with)
                    .orElse(change);
        } catch (ContentCorrupted e) {
            // The route of the bundle reports the corruption; the other changes of the page must still be told.
            return change;
        }
    }

    private static int bytes(@Nullable Bundle bundle) {
        // UTF-8 has at most three bytes for a char; the bound is a coarse one.
        return bundle == null
                ? 0
                : bundle.policies().stream()
                        .mapToInt(policy -> policy.content().length())
                        .sum();
    }
}
