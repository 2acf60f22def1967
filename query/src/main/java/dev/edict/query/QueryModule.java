package dev.edict.query;

import java.util.List;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The read side of the Admin API. Needs a data source {@code queryPool}. */
// Fully qualified bean names, because the write side has controllers with the same simple names.
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class QueryModule implements WebMvcConfigurer {

    /** The request attribute with the caller's console account; absent for a caller without one. */
    public static final String ACCOUNT_ATTRIBUTE = "dev.edict.account";

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new QueryParameters());
    }
}
