package dev.edict.decisionpoint.caracal;

import dev.edict.command.secret.CurrentSecret;
import dev.edict.command.secret.GatewayKey;
import dev.edict.command.secret.SecretSettings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads the key of signed requests, and refuses the start if it cannot be used. */
@Configuration(proxyBeanMethods = false)
class CaracalConfiguration {

    @Bean
    SignedRequests signedRequests(ConfigurableEnvironment environment) {
        var settings = new SecretSettings(environment);
        var key = new CurrentSecret<>(() -> settings.secret(GatewayKey.VARIABLE).map(GatewayKey::parse));
        return new SignedRequests(key, Clock.systemUTC());
    }
}
