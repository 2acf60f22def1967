package dev.edict.query;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The reading half of the Admin API: needs a data source {@code queryPool}. */
// Beans go by their full names, because the write side has controllers of the same short ones.
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class QueryModule {

    /** The request attribute with the console account that the caller is bound to; absent for a caller without one. */
    public static final String ACCOUNT_ATTRIBUTE = "dev.edict.account";
}
