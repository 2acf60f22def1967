package dev.edict.command.idempotency;

import dev.edict.command.attribution.AdminActionLog;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Stored responses of idempotent requests. Needs a {@code writePool}. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyModule {

    @Bean
    Receipts receipts(@Qualifier("writePool") DataSource writePool) {
        return new Receipts(writePool);
    }

    @Bean
    IdempotencyInterceptor idempotencyInterceptor(Receipts receipts, AdminActionLog actions) {
        return new IdempotencyInterceptor(receipts, actions);
    }
}
