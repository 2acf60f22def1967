package dev.edict.app.servers;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The pools of {@link ServersConfiguration} for a command that needs neither Redis nor secrets, on the database the
 * operator names.
 *
 * <p>It lacks the annotation of a configuration so that the application's scan passes it over: name it as a source.
 */
public class DatabaseOnlyConfiguration {

    @Bean
    DatabaseUrl databaseUrl(ConfigurableEnvironment environment) {
        return new Variables(environment)
                .find("DATABASE_URL")
                .map(DatabaseUrl::parse)
                .orElseThrow(() -> new StartRefused("no database is named", "set DATABASE_URL"));
    }

    @Bean
    @Primary
    HikariDataSource writePool(DatabaseUrl database) {
        return ConnectionPool.WRITE.open(database);
    }

    @Bean
    HikariDataSource queryPool(DatabaseUrl database) {
        return ConnectionPool.QUERY.open(database);
    }

    @Bean
    HikariDataSource backgroundPool(DatabaseUrl database) {
        return ConnectionPool.BACKGROUND.open(database);
    }
}
