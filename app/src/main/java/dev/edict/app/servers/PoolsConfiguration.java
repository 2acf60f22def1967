package dev.edict.app.servers;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The connection pools of the chosen database. */
@Configuration(proxyBeanMethods = false)
class PoolsConfiguration {

    /** For commands and projectors. */
    @Bean
    @Primary
    HikariDataSource writePool(DatabaseAddress database) {
        return ConnectionPool.WRITE.open(database);
    }

    /** For queries; it cannot write. */
    @Bean
    HikariDataSource queryPool(DatabaseAddress database) {
        return ConnectionPool.QUERY.open(database);
    }

    /** For migrations of the schemas. */
    @Bean
    DataSource migrationSource(DatabaseAddress database) {
        return ConnectionPool.unpooledWithoutHaste(database);
    }

    /** For the relay, notifications and health checks. */
    @Bean
    HikariDataSource backgroundPool(DatabaseAddress database) {
        return ConnectionPool.BACKGROUND.open(database);
    }

    /** For the decisions of decision points. */
    @Bean
    HikariDataSource auditPool(DatabaseAddress database) {
        return ConnectionPool.AUDIT.open(database);
    }
}
