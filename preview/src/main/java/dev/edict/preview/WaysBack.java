package dev.edict.preview;

import dev.edict.command.zone.RollbackTargetReader;
import dev.edict.command.zone.RollbackTargetReader.Target;
import dev.edict.decision.delta.AccessDelta;
import dev.edict.preview.ActivationPreview.WayBack;
import dev.edict.query.delta.DeltaReader;
import dev.edict.query.delta.DeltaSummary;
import dev.edict.query.policyset.VersionNames;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Names the version that a rollback would restore after an activation, and what that would change. */
@Component
class WaysBack {

    private final RollbackTargetReader targets;
    private final VersionNames names;
    private final DeltaReader deltas;

    WaysBack(RollbackTargetReader targets, VersionNames names, DeltaReader deltas) {
        this.targets = targets;
        this.names = names;
        this.deltas = deltas;
    }

    /** @param governing the version that governs now; null for none */
    @Nullable
    WayBack of(String zoneId, @Nullable String governing, Candidate candidate) {
        return restored(zoneId, governing, candidate)
                .filter(versionId -> !candidate.is(versionId))
                .map(versionId -> names.of(zoneId, List.of(versionId)).get(versionId))
                .map(version -> new WayBack(
                        version.policySetId(),
                        version.policySetName(),
                        version.id(),
                        version.version(),
                        DeltaSummary.of(reverse(candidate, version.id()))))
                .orElse(null);
    }

    /** What governs now is restored; if that is the same version, or nothing, what a rollback would restore now. */
    private Optional<String> restored(String zoneId, @Nullable String governing, Candidate candidate) {
        return governing == null || candidate.is(governing)
                ? targets.find(zoneId, governing).map(Target::versionId)
                : Optional.of(governing);
    }

    private AccessDelta reverse(Candidate candidate, String target) {
        var sealed = candidate.sealed();
        return sealed == null
                ? deltas.between(candidate.documents(), target)
                : deltas.between(sealed.versionId(), target);
    }
}
