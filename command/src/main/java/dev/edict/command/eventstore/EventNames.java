package dev.edict.command.eventstore;

import dev.edict.command.api.DomainEvent;
import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryRemoved;
import dev.edict.command.api.catalogue.CatalogueReplaced;
import dev.edict.command.api.deployment.DecisionPointDismissed;
import dev.edict.command.api.deployment.DeploymentCanariesFailed;
import dev.edict.command.api.deployment.DeploymentCanariesPassed;
import dev.edict.command.api.deployment.DeploymentOverdue;
import dev.edict.command.api.deployment.DeploymentPropagated;
import dev.edict.command.api.deployment.DeploymentVerificationFailed;
import dev.edict.command.api.deployment.DeploymentVerified;
import dev.edict.command.api.note.NoteErased;
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
import dev.edict.command.api.simulation.PolicySetVersionSimulated;
import dev.edict.command.api.stream.InvalidationStreamResynchronised;
import dev.edict.command.api.suite.SuiteDefined;
import dev.edict.command.api.suite.SuiteRemoved;
import dev.edict.command.api.token.AdminTokenMinted;
import dev.edict.command.api.token.AdminTokenRevoked;
import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneArchived;
import dev.edict.command.api.zone.ZoneChanged;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.command.api.zone.ZoneRegistered;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Maps the permanent event names in the log to the classes of this build. */
final class EventNames {

    private static final Map<String, Class<? extends DomainEvent>> CLASSES = Map.ofEntries(
            Map.entry("zone.registered", ZoneRegistered.class),
            Map.entry("zone.version_activated", PolicySetVersionActivated.class),
            Map.entry("zone.activation_rolled_back", ActivationRolledBack.class),
            Map.entry("zone.deactivated", ZoneDeactivated.class),
            Map.entry("zone.changed", ZoneChanged.class),
            Map.entry("zone.archived", ZoneArchived.class),
            Map.entry("admin_token.minted", AdminTokenMinted.class),
            Map.entry("admin_token.revoked", AdminTokenRevoked.class),
            Map.entry("audit_retention.changed", AuditRetentionChanged.class),
            Map.entry("invalidation_stream.resynchronised", InvalidationStreamResynchronised.class),
            Map.entry("zone_settings.changed", ZoneSettingsChanged.class),
            Map.entry("deployment.propagated", DeploymentPropagated.class),
            Map.entry("decision_point.dismissed", DecisionPointDismissed.class),
            Map.entry("deployment.overdue", DeploymentOverdue.class),
            Map.entry("deployment.canaries_passed", DeploymentCanariesPassed.class),
            Map.entry("deployment.canaries_failed", DeploymentCanariesFailed.class),
            Map.entry("deployment.verified", DeploymentVerified.class),
            Map.entry("deployment.verification_failed", DeploymentVerificationFailed.class),
            Map.entry("decision_partition.sealed", DecisionPartitionSealed.class),
            Map.entry("note.erased", NoteErased.class),
            Map.entry("canary.defined", CanaryDefined.class),
            Map.entry("canary.removed", CanaryRemoved.class),
            Map.entry("catalogue.replaced", CatalogueReplaced.class),
            Map.entry("suite.defined", SuiteDefined.class),
            Map.entry("suite.removed", SuiteRemoved.class),
            Map.entry("policy.created", PolicyCreated.class),
            Map.entry("policy.version_created", PolicyVersionCreated.class),
            Map.entry("policy.archived", PolicyArchived.class),
            Map.entry("policy.restamped", PolicyRestamped.class),
            Map.entry("policy_set.created", PolicySetCreated.class),
            Map.entry("policy_set.version_created", PolicySetVersionCreated.class),
            Map.entry("policy_set.archived", PolicySetArchived.class),
            Map.entry("policy_set.restamped", PolicySetRestamped.class),
            Map.entry("policy_set.version_simulated", PolicySetVersionSimulated.class));

    private static final Map<Class<?>, String> NAMES =
            CLASSES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private EventNames() {}

    static Map<String, Class<? extends DomainEvent>> all() {
        return CLASSES;
    }

    static Optional<Class<? extends DomainEvent>> classOf(String name) {
        return Optional.ofNullable(CLASSES.get(name));
    }

    static Optional<String> nameOf(Class<?> eventClass) {
        return Optional.ofNullable(NAMES.get(eventClass));
    }
}
