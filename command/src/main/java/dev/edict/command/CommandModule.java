package dev.edict.command;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The write side: needs a {@code writePool}, migrated by the application before Axon starts. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class CommandModule {

    @Bean
    Flyway eventsFlyway(@Qualifier("writePool") DataSource writePool) {
        return owner("events", writePool);
    }

    @Bean
    Flyway commandFlyway(@Qualifier("writePool") DataSource writePool) {
        return owner("command", writePool);
    }

    private static Flyway owner(String schema, DataSource writePool) {
        return Flyway.configure()
                .dataSource(writePool)
                .schemas(schema)
                .defaultSchema(schema)
                .locations("classpath:db/" + schema)
                .load();
    }
}
