package dev.edict.app.servers;

import dev.edict.bridge.redis.RedisAddress;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/** PostgreSQL and Redis: the operator's, or embedded ones that run as long as the application. */
@Configuration(proxyBeanMethods = false)
@Import(PoolsConfiguration.class)
public class ServersConfiguration {

    @Bean
    static ServerSettings serverSettings(ConfigurableEnvironment environment) {
        return new ServerSettings(environment);
    }

    /** All other beans depend on this one, so Spring closes them first. */
    @Bean
    Servers servers(ServerSettings settings) {
        return settings.servers();
    }

    @Bean
    ServerKind serverKind(Servers servers) {
        return new ServerKind(servers instanceof Servers.Embedded);
    }

    @Bean
    RedisAddress redisAddress(Servers servers) {
        return servers.redis();
    }

    @Bean
    DatabaseRequirements databaseRequirements(
            @Qualifier("migrationSource") DataSource migrationSource,
            @Qualifier("writePool") DataSource writePool,
            @Qualifier("queryPool") DataSource queryPool,
            @Qualifier("backgroundPool") DataSource backgroundPool,
            @Qualifier("auditPool") DataSource auditPool) {
        return new DatabaseRequirements(migrationSource, List.of(writePool, queryPool, backgroundPool, auditPool));
    }

    @Bean
    DatabaseAddress databaseAddress(Servers servers) {
        return servers::database;
    }

    @Bean
    CurrentSecrets currentSecrets(ServerSettings settings) {
        return settings.secrets();
    }
}
