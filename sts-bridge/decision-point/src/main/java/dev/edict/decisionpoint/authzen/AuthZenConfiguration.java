package dev.edict.decisionpoint.authzen;

import dev.edict.command.secret.SecretSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads the settings of the AuthZEN routes, and refuses the start if they cannot be used. */
@Configuration(proxyBeanMethods = false)
class AuthZenConfiguration {

    @Bean
    PolicyInputMappings policyInputMappings(ConfigurableEnvironment environment) {
        return new SecretSettings(environment)
                .raw(PolicyInputMappings.VARIABLE)
                .map(path -> SecretSettings.contents(PolicyInputMappings.VARIABLE, path))
                .map(PolicyInputMappings::parse)
                .orElseGet(PolicyInputMappings::none);
    }

    @Bean
    PublicUrl publicUrl(ConfigurableEnvironment environment) {
        return new SecretSettings(environment)
                .raw(PublicUrl.VARIABLE)
                .map(PublicUrl::parse)
                .orElseGet(PublicUrl::unknown);
    }
}
