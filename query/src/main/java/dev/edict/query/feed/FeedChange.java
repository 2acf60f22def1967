package dev.edict.query.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edict.query.bundle.Bundle;
import org.jspecify.annotations.Nullable;

/**
 * A zone that changed, as the feed tells it.
 *
 * @param bundle what decision points enforce since this change; absent if it was not asked for, if the texts would make
 *     the answer too long, or if the zone has changed again
 */
record FeedChange(
        String zoneId,
        long activationSeq,
        @Nullable String versionId,
        @Nullable String manifestSha256,
        long position,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Bundle bundle) {

    static FeedChange of(ActivationChange change) {
        return new FeedChange(
                change.zoneId(),
                change.activationSeq(),
                change.versionId(),
                change.manifestSha256(),
                change.position(),
                null);
    }

    FeedChange with(@Nullable Bundle added) {
        return new FeedChange(zoneId, activationSeq, versionId, manifestSha256, position, added);
    }
}
