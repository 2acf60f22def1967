package dev.edict.command.attribution;

import dev.edict.command.eventstore.Notes;
import javax.sql.DataSource;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Attribution of commands and events, and the record of Admin API requests. Needs a {@code writePool}. */
@Configuration(proxyBeanMethods = false)
public class AttributionModule {

    @Bean
    AttributionInterceptor attributionInterceptor(Notes notes) {
        return new AttributionInterceptor(notes);
    }

    @Bean
    CorrelationDataProvider eventOrigin() {
        return new EventOrigin();
    }

    @Bean
    AdminActionLog adminActionLog(@Qualifier("writePool") DataSource writePool) {
        return new JdbcAdminActionLog(writePool);
    }
}
