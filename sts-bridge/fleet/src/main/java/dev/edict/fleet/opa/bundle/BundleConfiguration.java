package dev.edict.fleet.opa.bundle;

import dev.edict.command.api.SettingRefused;
import dev.edict.command.secret.CurrentSecret;
import dev.edict.command.secret.SecretSettings;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads the decision contract and the signing key, and refuses the start if they cannot be used. */
@Configuration(proxyBeanMethods = false)
class BundleConfiguration {

    static final String CONTRACT = "EDICT_OPA_CONTRACT";
    static final String KEY_ID = "EDICT_OPA_SIGNING_KEY_ID";
    static final String SCOPE = "EDICT_OPA_SIGNING_SCOPE";

    private static final String DEFAULT_KEY_ID = "edict";
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package[ \\t]+caracal\\.authz[ \\t]*(?:#.*)?\\r?$");

    @Bean
    BundleArchives bundleArchives(ZoneBundles bundles, ConfigurableEnvironment environment) {
        var settings = new SecretSettings(environment);
        var files = settings.raw(CONTRACT)
                .map(BundleConfiguration::contract)
                .map(BundleFiles::withContract)
                .orElseGet(BundleFiles::withOwnContract);
        return new BundleArchives(bundles, files, new CurrentSecret<>(() -> signer(settings)));
    }

    private static String contract(String path) {
        var contract = SecretSettings.contents(CONTRACT, path);
        if (!PACKAGE.matcher(contract).find()) {
            throw new SettingRefused(
                    CONTRACT, "names a file that is not a decision contract: it must be of package caracal.authz");
        }
        return contract;
    }

    static Optional<BundleSigner> signer(SecretSettings settings) {
        return settings.secret(BundleSigner.KEY)
                .map(pem -> BundleSigner.of(
                        pem,
                        name(settings, KEY_ID).orElse(DEFAULT_KEY_ID),
                        name(settings, SCOPE).orElse(null)));
    }

    private static Optional<String> name(SecretSettings settings, String variable) {
        var name = settings.raw(variable);
        if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            throw new SettingRefused(variable, "is not a name: set 1 to 128 visible ASCII characters");
        }
        return name;
    }
}
