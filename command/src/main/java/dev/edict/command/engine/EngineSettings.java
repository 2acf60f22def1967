package dev.edict.command.engine;

import dev.edict.command.api.SettingRefused;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.ConfigurableEnvironment;

/** The environment variables of the engines, each read when needed. */
final class EngineSettings {

    static final String ENGINE = "EDICT_DECISION_ENGINE";
    static final String TIMEOUT = "EDICT_DECISION_ENGINE_TIMEOUT";
    static final String OPA_URL = "EDICT_OPA_URL";
    static final String OPA_CONTRACT = "EDICT_OPA_CONTRACT";
    static final String OPA_TOKEN = "EDICT_OPA_TOKEN";
    static final String STS_URL = "STS_URL";

    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final int LONGEST_FILE = 1_048_576;

    private final ConfigurableEnvironment environment;

    EngineSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    String engine() {
        return raw(ENGINE).or(() -> raw("edict.decision-engine")).orElse("embedded");
    }

    Duration timeout() {
        var given = raw(TIMEOUT).or(() -> raw("edict.decision-engine.timeout")).orElse("2s");
        try {
            var timeout = DurationStyle.detectAndParse(given);
            if (timeout.compareTo(LEAST) >= 0 && timeout.compareTo(MOST) <= 0) {
                return timeout;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new SettingRefused(TIMEOUT, "is not a duration: set one such as 500ms or 2s");
        }
        throw new SettingRefused(TIMEOUT, "is out of range: set 100ms to 30s");
    }

    boolean hasOpa() {
        return raw(OPA_URL).or(() -> raw(OPA_URL + "_FILE")).isPresent();
    }

    /** An address to which API paths are appended. */
    URI opa() {
        var url = url(OPA_URL);
        return URI.create(origin(url) + url.getRawPath().replaceFirst("/+\\z", ""));
    }

    /** The origin of the URL; its path is ignored, because the STS serves its paths at the root. */
    URI sts() {
        return URI.create(origin(url(STS_URL)));
    }

    Optional<String> opaToken() {
        var token = secret(OPA_TOKEN);
        if (token.isPresent() && !token.get().matches("[\\x21-\\x7e]+")) {
            throw new SettingRefused(OPA_TOKEN, "is not a token: set printable ASCII characters without spaces");
        }
        return token;
    }

    GatewayKey gatewayKey() {
        return GatewayKey.parse(secret(GatewayKey.VARIABLE)
                .orElseThrow(() ->
                        new SettingRefused(GatewayKey.VARIABLE, "is missing: the STS accepts signed requests only")));
    }

    String opaContract() {
        var path = raw(OPA_CONTRACT)
                .orElseThrow(() -> new SettingRefused(
                        OPA_CONTRACT, "is missing: set the path of the decision contract's .rego file"));
        var contract = contents(OPA_CONTRACT, path);
        try {
            RegoPackageRewriter.move(contract, RegoPackageRewriter.HOME);
        } catch (RegoPackageRewriter.NotMovable e) {
            throw new SettingRefused(OPA_CONTRACT, "names a file that is not a decision contract: " + e.reason());
        }
        return contract;
    }

    private URI url(String variable) {
        var given = raw(variable)
                .or(() -> raw(variable + "_FILE").map(path -> contents(variable + "_FILE", path)))
                .orElseThrow(() -> new SettingRefused(variable, "is missing: set an http or https URL"));
        URI url;
        try {
            url = new URI(given.strip());
        } catch (URISyntaxException e) {
            // The cause quotes the value, which may contain a password.
            throw new SettingRefused(variable, "is not a URL: set one such as http://host:8181");
        }
        boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!isHttp || url.getHost() == null || url.getPort() > 65_535) {
            throw new SettingRefused(variable, "is not an http or https URL: set one such as http://host:8181");
        }
        if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
            throw new SettingRefused(
                    variable, "has credentials, a query or a fragment: remove them, because messages show the address");
        }
        return url;
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    private Optional<String> secret(String variable) {
        var value = raw(variable);
        var file = raw(variable + "_FILE");
        if (value.isPresent() && file.isPresent()) {
            throw new SettingRefused(variable, "and " + variable + "_FILE are both set: unset one of them");
        }
        return value.or(
                () -> file.map(path -> contents(variable + "_FILE", path).replaceFirst("\\R\\z", "")));
    }

    /**
     * Reads the property sources one by one, because the environment resolves placeholders. That would change a secret
     * with a dollar sign and a brace, or quote it in an error. An empty value counts as unset, because compose files
     * pass empty values.
     */
    private Optional<String> raw(String name) {
        return environment.getPropertySources().stream()
                .flatMap(source -> Optional.ofNullable(source.getProperty(name)).stream())
                .map(Object::toString)
                .findFirst()
                .filter(value -> !value.isBlank());
    }

    private static String contents(String variable, String path) {
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
