package dev.edict.fleet.opa.canary;

import dev.edict.command.api.SettingRefused;
import dev.edict.command.secret.CurrentSecret;
import dev.edict.command.secret.SecretSettings;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads which agents are asked about canaries, and refuses the start if they could not be asked. */
@Configuration(proxyBeanMethods = false)
class CanaryConfiguration {

    static final String TOKEN = "EDICT_OPA_CANARY_TOKEN";

    private static final Pattern TOKEN_FORM = Pattern.compile("[\\x21-\\x7e]{1,4096}");

    @Bean
    AskedAgents askedAgents(ConfigurableEnvironment environment) {
        var settings = new SecretSettings(environment);
        var urls = settings.secret(CanaryUrls.VARIABLE).map(CanaryUrls::parse).orElseGet(Map::of);
        return new AskedAgents(urls, new AgentClient(new CurrentSecret<>(() -> token(settings))));
    }

    private static Optional<String> token(SecretSettings settings) {
        var token = settings.secret(TOKEN);
        if (token.isPresent() && !TOKEN_FORM.matcher(token.get()).matches()) {
            throw new SettingRefused(TOKEN, "is not a token: set 1 to 4096 visible ASCII characters");
        }
        return token;
    }
}
