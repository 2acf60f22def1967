package dev.edict.query.caracal;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The export without the Admin API. Needs a {@code queryPool}. */
@Configuration(proxyBeanMethods = false)
public class ExportModule {

    @Bean
    CaracalExport caracalExport(@Qualifier("queryPool") DataSource queryPool) {
        return new ViewsExport(queryPool);
    }
}
