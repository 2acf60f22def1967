package dev.edict.app.web.access;

import dev.edict.command.api.SettingRefused;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may read the description of the API.
 *
 * @param docs {@code token} (default): callers with an admin token; {@code open}: every caller; {@code off}: no caller
 */
@ConfigurationProperties("edict")
public record DescriptionAccess(@Nullable String docs) {

    public static final String DOCUMENT = "/openapi.json";
    public static final String PAGES = "/docs";

    private enum Readers {
        TOKEN,
        OPEN,
        OFF;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DescriptionAccess {
        docs = docs == null || docs.isBlank() ? Readers.TOKEN.word() : docs.strip();
        if (Arrays.stream(Readers.values()).map(Readers::word).noneMatch(docs::equals)) {
            throw new SettingRefused("EDICT_DOCS", "must be token, open or off");
        }
    }

    public boolean isOpenAt(String path) {
        return Readers.OPEN.word().equals(docs) && describes(path);
    }

    public boolean isOffAt(String path) {
        return Readers.OFF.word().equals(docs) && describes(path);
    }

    public static boolean describes(String path) {
        return path.equals(DOCUMENT)
                || path.equals(DOCUMENT + ".yaml")
                || path.equals(PAGES)
                || path.startsWith(PAGES + "/");
    }
}
