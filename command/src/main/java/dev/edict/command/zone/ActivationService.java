package dev.edict.command.zone;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.zone.ActivatePolicySetVersion;
import dev.edict.command.api.zone.DeactivateZone;
import dev.edict.command.api.zone.ExpectedActive;
import dev.edict.command.api.zone.PreviewClaim;
import dev.edict.command.api.zone.RollbackActivation;
import dev.edict.command.canary.CanaryForecasts;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.policyset.SealedContents;
import dev.edict.command.preview.PreviewBasis;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changes the governing version of a zone. Each change has a dispatch id, which identifies its invalidation. The
 * response is created in the transaction of the change.
 *
 * <p>Every method throws {@link dev.edict.command.api.Rejection} if the change is rejected.
 */
@Component
public class ActivationService {

    private final CommandSender commands;
    private final SealedContents sealed;
    private final CanaryForecasts canaries;

    ActivationService(CommandSender commands, SealedContents sealed, CanaryForecasts canaries) {
        this.commands = commands;
        this.sealed = sealed;
        this.canaries = canaries;
    }

    /**
     * What somebody wants to activate.
     *
     * @param expected what must govern for the activation to be made
     * @param reason the operator's explanation
     * @param previewDigest of the preview that must still hold; null if none is named
     */
    public record Wanted(
            String zoneId,
            String policySetId,
            String versionId,
            ExpectedActive expected,
            @Nullable String reason,
            @Nullable String previewDigest) {}

    /**
     * Activates a sealed version. The zone's canaries are evaluated before, without a lock; the command is rejected if
     * they changed meanwhile.
     *
     * @param toAnswer maps the dispatch id to the response
     */
    public <A> A activate(RequestContext cause, Wanted wanted, Function<String, A> toAnswer) {
        var forecast = canaries.evaluate(wanted.zoneId(), wanted.policySetId(), wanted.versionId());
        var dispatchId = newId();
        var command = new ActivatePolicySetVersion(
                wanted.zoneId(),
                wanted.policySetId(),
                wanted.versionId(),
                wanted.expected(),
                wanted.reason(),
                claim(wanted),
                forecast,
                dispatchId);
        return commands.send(cause, command, result -> toAnswer.apply(dispatchId));
    }

    private @Nullable PreviewClaim claim(Wanted wanted) {
        var digest = wanted.previewDigest();
        return digest == null
                ? null
                : new PreviewClaim(digest, PreviewBasis.contents(sealed.sha256s(wanted.versionId())));
    }

    /**
     * Restores an earlier version.
     *
     * @param versionId null for the version that the last change replaced
     * @param toAnswer maps the restored version and the dispatch id to the response
     */
    public <A> A rollBack(
            RequestContext cause,
            String zoneId,
            @Nullable String versionId,
            ExpectedActive expected,
            String reason,
            BiFunction<Restored, String, A> toAnswer) {
        var dispatchId = newId();
        var command = new RollbackActivation(zoneId, versionId, expected, reason, dispatchId);
        return commands.send(
                cause, command, result -> toAnswer.apply((Restored) Objects.requireNonNull(result), dispatchId));
    }

    /**
     * Deactivates the zone: its decision points deny every request.
     *
     * @param toAnswer maps the dispatch id to the response
     */
    public <A> A deactivate(
            RequestContext cause, String zoneId, ExpectedActive expected, String reason, Function<String, A> toAnswer) {
        var dispatchId = newId();
        var command = new DeactivateZone(zoneId, expected, reason, dispatchId);
        return commands.send(cause, command, result -> toAnswer.apply(dispatchId));
    }

    private static String newId() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
