package dev.edict.app.servers;

import dev.edict.embedded.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads the operator's variables: {@code NAME}, or {@code NAME_FILE} with the path of a file with the value. */
public final class EnvironmentVariables {

    private static final String FILE = "_FILE";

    private final ConfigurableEnvironment environment;

    public EnvironmentVariables(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** Whether the value comes from a file and may therefore change. */
    public boolean isInFile(String name) {
        return raw(name + FILE).isPresent();
    }

    /**
     * The value; empty if there is none.
     *
     * @throws StartRefused if both forms are set, or the file cannot be read
     */
    public Optional<String> find(String name) {
        var value = raw(name);
        var file = raw(name + FILE);
        if (value.isPresent() && file.isPresent()) {
            throw new StartRefused(name + " and " + name + "_FILE are both set", "unset one of them");
        }
        return value.or(() -> file.map(path -> read(name + "_FILE", path)));
    }

    /**
     * Reads the sources one by one, because the environment resolves placeholders: it would change a password with a
     * dollar sign and a brace, or quote it in an error. An empty value counts as none: compose files pass those.
     */
    public Optional<String> raw(String name) {
        return environment.getPropertySources().stream()
                .flatMap(source -> Optional.ofNullable(source.getProperty(name)).stream())
                .map(Object::toString)
                .findFirst()
                .filter(value -> !value.isBlank());
    }

    private static String read(String name, String path) {
        try {
            var value = Files.readString(Path.of(path), StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
            if (value.isBlank()) {
                throw new StartRefused("the file that " + name + " names is empty", "put the value into it");
            }
            return value;
        } catch (IOException | InvalidPathException e) {
            // An operator who confuses the two variables puts the secret here, so the message does not repeat the path.
            throw new StartRefused(
                    "the file that " + name + " names cannot be read as text",
                    "check the path and that this user may read it");
        }
    }
}
