package dev.edict.app.servers;

import com.zaxxer.hikari.HikariDataSource;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/** The servers and the pools to them; whatever uses a pool is gone before the servers stop. */
@Configuration(proxyBeanMethods = false)
public class ServersConfiguration {

    @Bean(destroyMethod = "close")
    Servers servers(Environment environment) throws IOException {
        var databaseUrl = environment.getProperty(StartSettings.DATABASE_URL);
        if (databaseUrl != null) {
            return OwnServers.at(databaseUrl, environment.getRequiredProperty(StartSettings.REDIS_URL));
        }
        var folder = Path.of(environment.getRequiredProperty(StartSettings.DATA_FOLDER));
        var servers = EmbeddedServers.start(folder);
        if (environment.getProperty(StartSettings.NEW_TOKEN, Boolean.class, false)) {
            // printed and not logged: logs are kept and shipped
            System.out.printf(
                    "Admin token, shown this once and kept in %s: %s%n",
                    folder.resolve("admin-token"), environment.getRequiredProperty("edict.admin-token"));
        }
        return servers;
    }

    @Bean
    RedisURI redisUri(Servers servers) {
        return servers.redis();
    }

    @Bean
    @Primary
    HikariDataSource writePool(Servers servers) {
        return Pools.write(servers.database());
    }

    @Bean
    HikariDataSource queryPool(Servers servers) {
        return Pools.query(servers.database());
    }

    @Bean
    HikariDataSource backgroundPool(Servers servers) {
        return Pools.background(servers.database());
    }
}
