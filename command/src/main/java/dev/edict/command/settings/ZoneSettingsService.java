package dev.edict.command.settings;

import dev.edict.command.api.Caller;
import dev.edict.command.api.settings.CanarySetting;
import dev.edict.command.api.settings.ChangeZoneSettings;
import dev.edict.command.api.settings.EvidenceSetting;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes the settings of zones. The response is created in the transaction of the change. */
@Component
public class ZoneSettingsService {

    private final CommandSender commands;
    private final JdbcZoneSettings settings;

    ZoneSettingsService(CommandSender commands, JdbcZoneSettings settings) {
        this.commands = commands;
        this.settings = settings;
    }

    /**
     * Settings as they were stored.
     *
     * @param canaries {@code off}, {@code warn} or {@code required}
     * @param evidence {@code none}, {@code warn} or {@code required}
     */
    public record StoredSettings(boolean strict, String canaries, String evidence, long settingsSeq) {}

    /**
     * Replaces the settings of a zone.
     *
     * @param canaries {@code off}, {@code warn} or {@code required}; null leaves it as it is
     * @param evidence {@code none}, {@code warn} or {@code required}; null leaves it as it is
     * @throws dev.edict.command.api.Rejection if the change is rejected
     */
    public <A> A change(
            RequestContext cause,
            Caller caller,
            String zoneId,
            boolean strict,
            @Nullable String canaries,
            @Nullable String evidence,
            Function<StoredSettings, A> toAnswer) {
        var confined = caller.zoneId() != null || caller.account() != null;
        var setting = canaries == null ? null : CanarySetting.of(canaries);
        var asked = evidence == null ? null : EvidenceSetting.of(evidence);
        return commands.send(cause, new ChangeZoneSettings(zoneId, strict, setting, asked, confined), result -> {
            var stored = settings.get(zoneId);
            return toAnswer.apply(
                    new StoredSettings(stored.strict(), stored.canaries(), stored.evidence(), stored.settingsSeq()));
        });
    }
}
