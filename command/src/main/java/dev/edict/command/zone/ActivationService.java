package dev.edict.command.zone;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.zone.ActivatePolicySetVersion;
import dev.edict.command.api.zone.DeactivateZone;
import dev.edict.command.api.zone.ExpectedActive;
import dev.edict.command.api.zone.RollbackActivation;
import dev.edict.command.canary.CanaryForecasts;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
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
    private final CanaryForecasts canaries;

    ActivationService(CommandSender commands, CanaryForecasts canaries) {
        this.commands = commands;
        this.canaries = canaries;
    }

    /**
     * Activates a sealed version. The zone's canaries are evaluated before, without a lock; the command is rejected if
     * they changed meanwhile.
     *
     * @param reason the operator's explanation
     * @param toAnswer maps the dispatch id to the response
     */
    public <A> A activate(
            RequestContext cause,
            String zoneId,
            String policySetId,
            String versionId,
            ExpectedActive expected,
            @Nullable String reason,
            Function<String, A> toAnswer) {
        var forecast = canaries.evaluate(zoneId, policySetId, versionId);
        var dispatchId = newId();
        var command =
                new ActivatePolicySetVersion(zoneId, policySetId, versionId, expected, reason, forecast, dispatchId);
        return commands.send(cause, command, result -> toAnswer.apply(dispatchId));
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
