package dev.edict.command.policy;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.Caller;
import dev.edict.command.api.policy.ArchivePolicy;
import dev.edict.command.api.policy.CreatePolicy;
import dev.edict.command.api.policy.CreatePolicyVersion;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.naming.ReservedNames;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Creates, versions and archives policies. A response is created in the transaction of its change.
 *
 * <p>Every method throws {@link dev.edict.command.api.Rejection} if the change is rejected.
 */
@Component
public class PolicyService {

    private final CommandSender commands;
    private final JdbcPolicies policies;
    private final SitePolicyChecks checks;

    PolicyService(CommandSender commands, JdbcPolicies policies, SitePolicyChecks checks) {
        this.commands = commands;
        this.policies = policies;
        this.checks = checks;
    }

    /** A policy with its first version, before it has ids. */
    public record NewPolicy(String zoneId, String name, @Nullable String description, String content) {}

    public record CreatedVersion(int version, String contentSha256, String schemaVersion, Instant createdAt) {}

    /** A version as it was stored. */
    public record StoredVersion(String policyId, String versionId, CreatedVersion version) {}

    /** Creates a policy with its first version. */
    public <A> A create(RequestContext cause, Caller caller, NewPolicy policy, Function<StoredVersion, A> toAnswer) {
        ReservedNames.POLICY_NAME.requireFree(policy.name(), caller);
        checks.require(policy.content());
        var policyId = newId();
        var versionId = newId();
        return commands.send(
                cause,
                new CreatePolicy(
                        policyId, policy.zoneId(), policy.name(), policy.description(), versionId, policy.content()),
                result -> toAnswer.apply(stored(policyId, versionId)));
    }

    /** Adds a version to a policy. */
    public <A> A addVersion(
            RequestContext cause, String zoneId, String policyId, String content, Function<StoredVersion, A> toAnswer) {
        checks.require(content);
        var versionId = newId();
        return commands.send(
                cause,
                new CreatePolicyVersion(policyId, zoneId, versionId, content),
                result -> toAnswer.apply(stored(policyId, versionId)));
    }

    /** Archives a policy that the governing version does not contain. */
    public void archive(RequestContext cause, String zoneId, String policyId) {
        commands.send(cause, new ArchivePolicy(policyId, zoneId), result -> null);
    }

    private StoredVersion stored(String policyId, String versionId) {
        return new StoredVersion(policyId, versionId, policies.created(versionId));
    }

    private static String newId() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
