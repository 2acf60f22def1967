package dev.edict.replica.spring;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/** The filter is on where nothing else could ask the gateway: without Spring Security. */
final class FilterIsWanted implements Condition {

    private static final String SPRING_SECURITY =
            "org.springframework.security.web.access.intercept.RequestAuthorizationContext";

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return context.getEnvironment()
                .getProperty(
                        "edict.gateway.filter",
                        Boolean.class,
                        !ClassUtils.isPresent(SPRING_SECURITY, context.getClassLoader()));
    }
}
