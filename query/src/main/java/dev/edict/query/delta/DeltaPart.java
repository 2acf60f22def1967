package dev.edict.query.delta;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edict.decision.delta.Access;
import dev.edict.decision.delta.AccessChange;
import dev.edict.decision.delta.AccessDelta;
import dev.edict.decision.delta.ShapeChange;
import dev.edict.decision.delta.Witness;
import dev.edict.decision.delta.ZoneChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some changes of a delta, with the summary of all.
 *
 * @param notAnalysable why there is no delta, such as a document with logic; null if there is one
 * @param zoneWide the changes beyond single applications and resources
 * @param groups the other changes by application and resource
 */
public record DeltaPart(
        @Nullable String notAnalysable, DeltaSummary summary, List<WideChange> zoneWide, List<Group> groups) {

    /** The changes from one position to another, the zone-wide ones first. */
    public static DeltaPart of(AccessDelta delta, String zoneId, int from, int to) {
        var wide = delta.zone();
        return new DeltaPart(
                delta.notAnalysable(),
                DeltaSummary.of(delta),
                slice(wide, from, to).stream()
                        .map(change -> WideChange.of(change, zoneId))
                        .toList(),
                Group.of(slice(delta.access(), from - wide.size(), to - wide.size()), zoneId));
    }

    private static <T> List<T> slice(List<T> all, int from, int to) {
        var start = Math.min(Math.max(0, from), all.size());
        return all.subList(start, Math.min(Math.max(start, to), all.size()));
    }

    /**
     * What becomes of a request.
     *
     * @param access {@code deny}, {@code hold}, {@code allow} or {@code undecided}
     * @param approvals the declarations of the tiers that need an approval; absent unless it is held
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Outcome(String access, @Nullable List<Object> approvals) {

        static Outcome of(Access access) {
            return new Outcome(access.effect().word(), access.approvals().isEmpty() ? null : access.approvals());
        }
    }

    /** A request that shows the change: its shape and its policy input. */
    public record Shown(String shape, Map<String, Object> input) {

        static Shown of(Witness witness, String zoneId) {
            return new Shown(witness.shape().word(), witness.input(zoneId));
        }
    }

    /**
     * A change beyond single applications and resources.
     *
     * @param kind {@code everything}, {@code tier_data}, {@code confinement_data}, {@code confinement} or {@code tier}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WideChange(
            String kind,
            @Nullable String labelPrefix,
            @Nullable String scope,
            Outcome before,
            Outcome after,
            @Nullable String reason,
            Shown witness) {

        static WideChange of(ZoneChange change, String zoneId) {
            return new WideChange(
                    change.kind().word(),
                    change.labelPrefix(),
                    change.scope(),
                    Outcome.of(change.before()),
                    Outcome.of(change.after()),
                    change.reason(),
                    Shown.of(change.witness(), zoneId));
        }
    }

    /** The changes of one application's access to one resource. */
    public record Group(String application, String resource, List<Change> changes) {

        static List<Group> of(List<AccessChange> changes, String zoneId) {
            var groups = new ArrayList<Group>();
            for (var change : changes) {
                var last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
                if (last == null
                        || !last.application().equals(change.application())
                        || !last.resource().equals(change.resource())) {
                    last = new Group(change.application(), change.resource(), new ArrayList<>());
                    groups.add(last);
                }
                last.changes().add(Change.of(change, zoneId));
            }
            return groups;
        }
    }

    /**
     * A change with a label and a scope; without them, of the ownership of the resource.
     *
     * @param kind {@code added}, {@code removed}, {@code widened}, {@code narrowed}, {@code on_hold},
     *     {@code hold_lifted} or {@code hold_changed}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(
            String kind, @Nullable String label, @Nullable String scope, List<ChangedShape> shapes, Shown witness) {

        static Change of(AccessChange change, String zoneId) {
            return new Change(
                    change.kind().word(),
                    change.label(),
                    change.scope(),
                    change.shapes().stream().map(ChangedShape::of).toList(),
                    Shown.of(change.witness(), zoneId));
        }
    }

    /** The requests of this shape. */
    public record ChangedShape(String shape, Outcome before, Outcome after) {

        static ChangedShape of(ShapeChange change) {
            return new ChangedShape(change.shape().word(), Outcome.of(change.before()), Outcome.of(change.after()));
        }
    }
}
