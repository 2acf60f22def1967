package dev.edict.command.engine;

import dev.edict.command.api.SettingRefused;
import dev.edict.command.secret.GatewayKey;
import dev.edict.command.secret.SecretSettings;
import java.net.URI;
import java.net.URISyntaxException;
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

    private final SecretSettings settings;

    EngineSettings(ConfigurableEnvironment environment) {
        this.settings = new SecretSettings(environment);
    }

    String engine() {
        return settings.raw(ENGINE)
                .or(() -> settings.raw("edict.decision-engine"))
                .orElse("embedded");
    }

    Duration timeout() {
        var given = settings.raw(TIMEOUT)
                .or(() -> settings.raw("edict.decision-engine.timeout"))
                .orElse("2s");
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
        return settings.raw(OPA_URL).or(() -> settings.raw(OPA_URL + "_FILE")).isPresent();
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
        var token = settings.secret(OPA_TOKEN);
        if (token.isPresent() && !token.get().matches("[\\x21-\\x7e]+")) {
            throw new SettingRefused(OPA_TOKEN, "is not a token: set printable ASCII characters without spaces");
        }
        return token;
    }

    GatewayKey gatewayKey() {
        return settings.gatewayKey();
    }

    String opaContract() {
        var path = settings.raw(OPA_CONTRACT)
                .orElseThrow(() -> new SettingRefused(
                        OPA_CONTRACT, "is missing: set the path of the decision contract's .rego file"));
        var contract = SecretSettings.contents(OPA_CONTRACT, path);
        try {
            RegoPackageRewriter.move(contract, RegoPackageRewriter.HOME);
        } catch (RegoPackageRewriter.NotMovable e) {
            throw new SettingRefused(OPA_CONTRACT, "names a file that is not a decision contract: " + e.reason());
        }
        return contract;
    }

    private URI url(String variable) {
        var given = settings.raw(variable)
                .or(() ->
                        settings.raw(variable + "_FILE").map(path -> SecretSettings.contents(variable + "_FILE", path)))
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
}
