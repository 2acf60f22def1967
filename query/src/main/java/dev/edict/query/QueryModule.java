package dev.edict.query;

import java.util.List;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The reading half of the Admin API: needs a data source {@code queryPool}. */
// Beans go by their full names, because the write side has controllers of the same short ones.
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class QueryModule implements WebMvcConfigurer {

    /** The request attribute with the console account that the caller is bound to; absent for a caller without one. */
    public static final String ACCOUNT_ATTRIBUTE = "dev.edict.account";

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new QueryParameters());
    }
}
