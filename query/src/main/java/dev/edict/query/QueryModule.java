package dev.edict.query;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The read side of the Admin API. Needs a data source {@code queryPool}. */
// Fully qualified bean names, because the write side has controllers with the same simple names.
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
public class QueryModule implements WebMvcConfigurer {

    private final ApplicationEventPublisher readers;

    QueryModule(ApplicationEventPublisher readers) {
        this.readers = readers;
    }

    /** Wakes the requests that wait for a change of the tables; call it when any node may have committed one. */
    public void tablesChanged() {
        readers.publishEvent(new TablesChanged());
    }

    /** The request attribute with the caller's console account; absent for a caller without one. */
    public static final String ACCOUNT_ATTRIBUTE = "dev.edict.account";

    /** The request attribute with the only zone of the caller's token; absent for a token of all zones. */
    public static final String ZONE_ATTRIBUTE = "dev.edict.zone";

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new QueryParameters());
    }
}
