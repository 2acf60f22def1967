package dev.edict.command.secret;

import dev.edict.command.api.SettingRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads settings that may be secret: as they are, or from the file that {@code <NAME>_FILE} names. */
public final class SecretSettings {

    private static final int LONGEST_FILE = 1_048_576;

    private final ConfigurableEnvironment environment;

    public SecretSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /**
     * The setting or the content of its file; empty if neither is set.
     *
     * @throws SettingRefused if both are set, or the file cannot be read
     */
    public Optional<String> secret(String variable) {
        var value = raw(variable);
        var file = raw(variable + "_FILE");
        if (value.isPresent() && file.isPresent()) {
            throw new SettingRefused(variable, "and " + variable + "_FILE are both set: unset one of them");
        }
        return value.or(
                () -> file.map(path -> contents(variable + "_FILE", path).replaceFirst("\\R\\z", "")));
    }

    /**
     * The key that the STS shares with its clients.
     *
     * @throws SettingRefused if it is missing or cannot be used
     */
    public GatewayKey gatewayKey() {
        return GatewayKey.parse(secret(GatewayKey.VARIABLE)
                .orElseThrow(() ->
                        new SettingRefused(GatewayKey.VARIABLE, "is missing: the STS accepts signed requests only")));
    }

    /**
     * Reads the property sources one by one, because the environment resolves placeholders. That would change a secret
     * with a dollar sign and a brace, or quote it in an error. An empty value counts as unset, because compose files
     * pass empty values.
     */
    public Optional<String> raw(String name) {
        return environment.getPropertySources().stream()
                .flatMap(source -> Optional.ofNullable(source.getProperty(name)).stream())
                .map(Object::toString)
                .findFirst()
                .filter(value -> !value.isBlank());
    }

    /** The text of a file that a variable names. */
    public static String contents(String variable, String path) {
        try (var file = Files.newInputStream(Path.of(path))) {
            var bytes = file.readNBytes(LONGEST_FILE + 1);
            if (bytes.length > LONGEST_FILE) {
                throw new SettingRefused(variable, "names a file of more than 1 MiB: check the path");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            // An operator may put the secret itself into this variable, so the message does not repeat the path.
            throw new SettingRefused(
                    variable, "names a file that cannot be read: check the path and the file's permissions");
        }
    }
}
