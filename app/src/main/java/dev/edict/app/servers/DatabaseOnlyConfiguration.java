package dev.edict.app.servers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The pools of {@link ServersConfiguration} for a command that needs neither Redis nor secrets. They connect to the
 * operator's database, to that of the Edict that holds the data folder, or to one started for the command.
 *
 * <p>It lacks the annotation of a configuration so that the component scan skips it: register it as a source.
 */
@Import(PoolsConfiguration.class)
public class DatabaseOnlyConfiguration {

    @Bean
    DatabaseOnly databaseOnly(ConfigurableEnvironment environment) {
        return DatabaseOnly.choose(environment);
    }

    @Bean
    DatabaseAddress databaseAddress(DatabaseOnly chosen) {
        return chosen::url;
    }
}
