package dev.edict.fleet.sts;

import dev.edict.command.secret.CurrentSecret;
import dev.edict.command.secret.SecretSettings;
import java.time.Clock;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads which stock STS there are, and refuses the start if they could not be asked. */
@Configuration(proxyBeanMethods = false)
class StsConfiguration {

    @Bean
    StockSts stockSts(ConfigurableEnvironment environment) {
        var settings = new SecretSettings(environment);
        return settings.secret(StsUrls.VARIABLE)
                .map(StsUrls::parse)
                .map(origins -> StockSts.behind(
                        origins,
                        new StsClient(
                                new CurrentSecret<>(settings::gatewayKey),
                                Clock.systemUTC(),
                                DefaultClientTlsStrategy.createDefault())))
                .orElseGet(StockSts::none);
    }
}
