package dev.edict.app.servers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The pools of {@link ServersConfiguration} for a command that needs neither Redis nor secrets: on the database the
 * operator names, on that of the Edict that has the data folder, or on one started for the duration.
 *
 * <p>It lacks the annotation of a configuration so that the application's scan passes it over: name it as a source.
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
