package dev.edict.projector.trail;

import static dev.edict.projector.trail.TimelineRow.about;
import static dev.edict.projector.trail.TimelineRow.aboutGovernance;
import static dev.edict.projector.trail.TimelineRow.aboutPolicy;
import static dev.edict.projector.trail.TimelineRow.aboutPolicySet;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryRemoved;
import dev.edict.command.api.catalogue.CatalogueReplaced;
import dev.edict.command.api.partition.DecisionPartitionSealed;
import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.command.api.policy.PolicyRestamped;
import dev.edict.command.api.policy.PolicyVersionCreated;
import dev.edict.command.api.policyset.PolicySetArchived;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetRestamped;
import dev.edict.command.api.policyset.PolicySetVersionCreated;
import dev.edict.command.api.retention.AuditRetentionChanged;
import dev.edict.command.api.settings.ZoneSettingsChanged;
import dev.edict.command.api.stream.InvalidationStreamResynchronised;
import dev.edict.command.api.token.AdminTokenMinted;
import dev.edict.command.api.token.AdminTokenRevoked;
import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.Evidence;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneArchived;
import dev.edict.command.api.zone.ZoneChanged;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.command.api.zone.ZoneRegistered;
import dev.edict.projector.tables.ViewWriter;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Describes each event in a sentence; a replay writes the same rows again. */
@Component
@ProcessingGroup("timeline")
class TimelineProjector {

    private final Timeline timeline;
    private final TimelineNames names;

    TimelineProjector(ViewWriter writer, TimelineNames names) {
        this.timeline = new Timeline(writer);
        this.names = names;
    }

    @EventHandler
    void on(ZoneRegistered event, TrackingToken position) {
        timeline.write(position, about(event, "Zone “%s” registered".formatted(event.name())));
    }

    @EventHandler
    void on(ZoneChanged event, TrackingToken position) {
        timeline.write(position, about(event, "Zone changed: %s".formatted(changes(event))));
    }

    private static String changes(ZoneChanged event) {
        var changes = new LinkedHashMap<String, @Nullable Object>();
        changes.put("name", event.name());
        changes.put("slug", event.slug());
        changes.put("dcr_enabled", event.dcrEnabled());
        changes.put("operator_coauthor_badge", event.operatorCoauthorBadge());
        changes.put("operator_governed", event.operatorGoverned());
        changes.values().removeIf(Objects::isNull);
        return changes.toString().replaceAll("[{}]", "");
    }

    @EventHandler
    void on(ZoneArchived event, TrackingToken position) {
        timeline.write(position, about(event, "Zone archived"));
    }

    @EventHandler
    void on(ZoneSettingsChanged event, TrackingToken position) {
        var strict = event.strict()
                ? "strict, a policy set with warnings is not sealed"
                : "not strict, a policy set may have warnings";
        var canaries = event.canaries() == null ? "" : "; canaries " + event.canaries();
        var evidence = event.evidence() == null ? "" : "; evidence " + event.evidence();
        timeline.write(position, about(event, "Zone settings changed: " + strict + canaries + evidence));
    }

    @EventHandler
    void on(CanaryDefined event, TrackingToken position) {
        var expected = event.expectReason() == null
                ? event.expect()
                : "%s with the reason %s".formatted(event.expect(), event.expectReason());
        var words = "Canary “%s” defined, which expects %s: the zone has %s"
                .formatted(event.name(), expected, CanaryWords.counted(event.count()));
        timeline.write(position, about(event, words));
    }

    @EventHandler
    void on(CanaryRemoved event, TrackingToken position) {
        var words = "Canary “%s” removed: the zone has %s".formatted(event.name(), CanaryWords.counted(event.count()));
        timeline.write(position, about(event, words));
    }

    @EventHandler
    void on(CatalogueReplaced event, TrackingToken position) {
        var words = "Catalogue replaced by version %d: %s, %s, %s"
                .formatted(
                        event.catalogueVersion(),
                        TimelineNames.counted(event.applications(), "application"),
                        TimelineNames.counted(event.resources(), "resource"),
                        TimelineNames.counted(event.terms(), "deprecated term"));
        timeline.write(position, about(event, words));
    }

    @EventHandler
    void on(AdminTokenMinted event, TrackingToken position) {
        var words = "Admin token “%s” minted, to %s".formatted(event.name(), event.capability());
        timeline.write(position, about(event, words));
    }

    @EventHandler
    void on(AdminTokenRevoked event, TrackingToken position) {
        timeline.write(position, about(event, "Admin token %s revoked".formatted(event.tokenId())));
    }

    @EventHandler
    void on(AuditRetentionChanged event, TrackingToken position) {
        timeline.write(
                position,
                about(event, "Audit events are kept for %s".formatted(TimelineNames.counted(event.days(), "day"))));
    }

    @EventHandler
    void on(InvalidationStreamResynchronised event, TrackingToken position) {
        var words = "Published the state of %s again, because Redis had lost invalidations: %s"
                .formatted(TimelineNames.counted(event.zones(), "zone"), String.join(", ", event.reasons()));
        timeline.write(position, about(event, words));
    }

    @EventHandler
    void on(PolicyCreated event, TrackingToken position) {
        names.hearPolicy(event.policyId(), event.name());
        var words = "Policy “%s” created".formatted(event.name());
        timeline.write(position, aboutPolicy(event, words, event.policyId(), null));
    }

    @EventHandler
    void on(PolicyVersionCreated event, TrackingToken position) {
        var words = "Version %d of %s created".formatted(event.version(), names.policy(event.policyId()));
        timeline.write(position, aboutPolicy(event, words, event.policyId(), event.versionId()));
    }

    @EventHandler
    void on(PolicyArchived event, TrackingToken position) {
        var words = "Archived %s".formatted(names.policy(event.policyId()));
        timeline.write(position, aboutPolicy(event, words, event.policyId(), null));
    }

    @EventHandler
    void on(PolicyRestamped event, TrackingToken position) {
        var words = "Took over when %s was last changed, and by whom".formatted(names.policy(event.policyId()));
        timeline.write(position, aboutPolicy(event, words, event.policyId(), null));
    }

    @EventHandler
    void on(PolicySetCreated event, TrackingToken position) {
        names.hearPolicySet(event.policySetId(), event.name());
        var words = "Policy set “%s” created".formatted(event.name());
        timeline.write(position, aboutPolicySet(event, words, event.policySetId(), null));
    }

    @EventHandler
    void on(PolicySetVersionCreated event, TrackingToken position) {
        names.hearPolicySetVersion(event.versionId(), event.version(), event.policySetId());
        var words = "Sealed %s with %s"
                .formatted(
                        names.policySetVersion(event.versionId()),
                        TimelineNames.counted(event.policyVersionIds().size(), "policy version"));
        timeline.write(position, aboutPolicySet(event, words, event.policySetId(), event.versionId()));
    }

    @EventHandler
    void on(PolicySetArchived event, TrackingToken position) {
        var words = "Archived %s".formatted(names.policySet(event.policySetId()));
        timeline.write(position, aboutPolicySet(event, words, event.policySetId(), null));
    }

    @EventHandler
    void on(PolicySetRestamped event, TrackingToken position) {
        var words = "Took over when %s was last changed, and by whom".formatted(names.policySet(event.policySetId()));
        timeline.write(position, aboutPolicySet(event, words, event.policySetId(), null));
    }

    @EventHandler
    void on(PolicySetVersionActivated event, TrackingToken position, MetaData metadata) {
        var isImported = Attribution.of(metadata).imported();
        var before = event.previousVersionId() == null
                ? isImported ? "nothing governed here before" : "nothing governed before"
                : "replacing %s".formatted(names.policySetVersion(event.previousVersionId()));
        var did = isImported ? "Took over the activation of" : "Activated";
        var canaries = event.grounds().canaries();
        var words = "%s %s, %s%s%s"
                .formatted(
                        did,
                        names.policySetVersion(event.versionId()),
                        before,
                        evidence(event.grounds().evidence()),
                        canaries == null ? "" : "; " + CanaryWords.forecast(canaries));
        timeline.write(
                position,
                aboutGovernance(
                        event, words, event.simulationId(), event.grounds().reason()));
    }

    private static String evidence(@Nullable Evidence evidence) {
        if (evidence == null) {
            return "";
        }
        return evidence.missing().isEmpty()
                ? "; with evidence"
                : "; without evidence: " + String.join(", ", evidence.missing()).replace('_', ' ');
    }

    @EventHandler
    void on(ActivationRolledBack event, TrackingToken position) {
        var from = event.previousVersionId() == null
                ? "a deactivation"
                : names.policySetVersion(event.previousVersionId());
        var words = "Rolled back from %s to %s".formatted(from, names.policySetVersion(event.versionId()));
        timeline.write(position, aboutGovernance(event, words, null, event.reason()));
    }

    @EventHandler
    void on(DecisionPartitionSealed event, TrackingToken position) {
        var words = "Sealed %s of %s before they are dropped: %d allow, %d deny, %d other"
                .formatted(
                        TimelineNames.counted(event.decisions(), "decision"),
                        event.month(),
                        event.allowed(),
                        event.denied(),
                        event.others());
        timeline.write(position, about(event, words));
    }

    @EventHandler
    void on(ZoneDeactivated event, TrackingToken position) {
        var cause = event.reason() == null ? ", because the set or the zone is archived" : "";
        var words =
                "Deactivated %s%s; nothing governs".formatted(names.policySetVersion(event.previousVersionId()), cause);
        timeline.write(position, aboutGovernance(event, words, null, event.reason()));
    }
}
