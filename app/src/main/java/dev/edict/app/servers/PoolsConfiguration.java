package dev.edict.app.servers;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The ways to whichever database was chosen. */
@Configuration(proxyBeanMethods = false)
class PoolsConfiguration {

    /** For commands and projectors. */
    @Bean
    @Primary
    HikariDataSource writePool(DatabaseAddress database) {
        return ConnectionPool.WRITE.open(database);
    }

    /** For answering questions; it cannot write. */
    @Bean
    HikariDataSource queryPool(DatabaseAddress database) {
        return ConnectionPool.QUERY.open(database);
    }

    /** For changes of the schemas. */
    @Bean
    DataSource migrationSource(DatabaseAddress database) {
        return ConnectionPool.unpooledWithoutHaste(database);
    }

    /** For the relay, for waiting for notifications, and for health. */
    @Bean
    HikariDataSource backgroundPool(DatabaseAddress database) {
        return ConnectionPool.BACKGROUND.open(database);
    }
}
