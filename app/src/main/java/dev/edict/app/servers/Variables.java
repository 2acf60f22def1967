package dev.edict.app.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The operator's settings, each by its name or, for secrets kept in files, by {@code <NAME>_FILE}. */
final class Variables {

    private static final String FILE_SUFFIX = "_FILE";

    private final UnaryOperator<@Nullable String> source;

    Variables(UnaryOperator<@Nullable String> source) {
        this.source = source;
    }

    Optional<String> get(String name) {
        var value = filled(name);
        var file = filled(name + FILE_SUFFIX);
        if (value.isPresent() && file.isPresent()) {
            throw new StartRefused(
                    "Both %s and %s_FILE are set.".formatted(name, name), "Set one of them and unset the other.");
        }
        return value.or(() -> file.map(path -> read(name, path)));
    }

    private Optional<String> filled(String name) {
        return Optional.ofNullable(source.apply(name)).filter(value -> !value.isBlank());
    }

    private static String read(String name, String path) {
        try {
            var value = Files.readString(Path.of(path)).stripTrailing();
            if (value.isEmpty()) {
                throw unreadable(name);
            }
            return value;
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(name);
        }
    }

    private static StartRefused unreadable(String name) {
        return new StartRefused(
                "The file that %s_FILE names is empty or cannot be read.".formatted(name),
                "Name a readable file whose only content is the value of %s.".formatted(name));
    }
}
