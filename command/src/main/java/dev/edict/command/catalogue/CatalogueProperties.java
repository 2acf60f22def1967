package dev.edict.command.catalogue;

import dev.edict.command.api.SettingRefused;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the catalogues of zones are.
 *
 * @param mode {@code managed} (default), {@code database} or {@code off}
 */
@ConfigurationProperties("edict.catalogue")
record CatalogueProperties(@Nullable String mode) {

    /** Where the catalogues of zones are. */
    enum Mode {
        /** Edict keeps them. */
        MANAGED,
        /** In the tables of a token service in the same database. */
        DATABASE,
        /** Nowhere. */
        OFF
    }

    CatalogueProperties {
        mode = mode == null || mode.isBlank() ? "managed" : mode.strip().toLowerCase(Locale.ROOT);
        var stated = mode;
        if (Arrays.stream(Mode.values())
                .noneMatch(known -> known.name().toLowerCase(Locale.ROOT).equals(stated))) {
            throw new SettingRefused("EDICT_CATALOGUE", "must be managed, database or off");
        }
    }

    Mode kind() {
        return Mode.valueOf(String.valueOf(mode).toUpperCase(Locale.ROOT));
    }
}
