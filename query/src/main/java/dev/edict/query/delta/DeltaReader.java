package dev.edict.query.delta;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.edict.decision.PolicyAccess;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.delta.AccessDelta;
import dev.edict.query.delta.DocumentChange.Text;
import dev.edict.query.policyset.PolicySetReader;
import dev.edict.query.policyset.PolicySetReader.ManifestEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares bundles; the deltas of sealed versions are kept for a while, because sealed versions never change. */
@Component
public class DeltaReader {

    private static final String UNGOVERNED = "no_active_policy_set";

    /** Changes in all kept deltas; a change takes some 200 bytes. */
    private static final int MOST_KEPT_CHANGES = 200_000;

    private final PolicySetReader sets;
    private final Cache<Compared, AccessDelta> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_KEPT_CHANGES)
            .weigher((Compared versions, AccessDelta delta) ->
                    1 + delta.access().size() + delta.zone().size())
            .build();

    DeltaReader(PolicySetReader sets) {
        this.sets = sets;
    }

    private record Compared(@Nullable String before, String after) {}

    /**
     * The delta of two sealed versions.
     *
     * @param before null for a zone that is governed by nothing
     * @throws dev.edict.query.ContentCorrupted if a text is not the one that was stored
     */
    public AccessDelta between(@Nullable String before, String after) {
        return kept.get(
                new Compared(before, after), versions -> AccessDelta.between(access(before), access(documents(after))));
    }

    /**
     * The delta of a sealed version and documents that are not sealed.
     *
     * @param before null for a zone that is governed by nothing
     */
    public AccessDelta between(@Nullable String before, List<PolicyDocument> after) {
        return AccessDelta.between(access(before), access(after));
    }

    /**
     * The delta of documents that are not sealed and a sealed version.
     *
     * @param after null for a zone that is governed by nothing
     */
    public AccessDelta between(List<PolicyDocument> before, @Nullable String after) {
        return AccessDelta.between(access(before), access(after));
    }

    /** The policies whose texts differ between two sealed versions. */
    public List<DocumentChange> documents(@Nullable String before, String after) {
        return DocumentChange.between(Text.byId(entries(before)), Text.byId(sets.entries(after)));
    }

    /** The policies whose texts differ between a sealed version and texts that are named by their policy. */
    public List<DocumentChange> documents(@Nullable String before, List<Text> after) {
        return DocumentChange.between(Text.byName(entries(before)), after);
    }

    private List<ManifestEntry> entries(@Nullable String versionId) {
        return versionId == null ? List.of() : sets.entries(versionId);
    }

    private PolicyAccess access(@Nullable String versionId) {
        return versionId == null ? PolicyAccess.denyingAll(UNGOVERNED) : access(documents(versionId));
    }

    private static PolicyAccess access(List<PolicyDocument> documents) {
        return PolicyBundle.of(documents).access();
    }

    private List<PolicyDocument> documents(String versionId) {
        return sets.entries(versionId).stream()
                .map(entry -> new PolicyDocument(entry.versionId(), entry.content()))
                .toList();
    }
}
