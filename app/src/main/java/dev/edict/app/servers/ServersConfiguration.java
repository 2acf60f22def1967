package dev.edict.app.servers;

import com.zaxxer.hikari.HikariDataSource;
import io.lettuce.core.RedisURI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.ConfigurableEnvironment;

/** PostgreSQL and Redis: the ones the operator names, or embedded ones that live as long as the application. */
@Configuration(proxyBeanMethods = false)
public class ServersConfiguration {

    @Bean
    static ServerSettings serverSettings(ConfigurableEnvironment environment) {
        return new ServerSettings(environment);
    }

    /** Everything below is made from this bean, so Spring closes everything below first. */
    @Bean
    Servers servers(ServerSettings settings) {
        return settings.servers();
    }

    @Bean
    RedisURI redisUri(Servers servers) {
        return servers.redis();
    }

    /** For commands and projectors. */
    @Bean
    @Primary
    HikariDataSource writePool(Servers servers) {
        return ConnectionPool.WRITE.open(servers.database());
    }

    /** For answering questions; it cannot write. */
    @Bean
    HikariDataSource queryPool(Servers servers) {
        return ConnectionPool.QUERY.open(servers.database());
    }

    /** For the relay, for waiting for notifications, and for health. */
    @Bean
    HikariDataSource backgroundPool(Servers servers) {
        return ConnectionPool.BACKGROUND.open(servers.database());
    }
}
