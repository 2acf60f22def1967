package dev.edict.replica.spring;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The servlet filters of the gateway. */
@Configuration(proxyBeanMethods = false)
class FilterConfiguration {

    /** After every filter that has an order, so that these can authenticate the caller. */
    private static final int AFTER_AUTHENTICATION = Ordered.LOWEST_PRECEDENCE - 10;

    @Bean
    @Conditional(FilterIsWanted.class)
    @ConditionalOnMissingBean(name = "edictGatewayFilter")
    FilterRegistrationBean<GatewayFilter> edictGatewayFilter(
            GatewayAuthorizer authorizer, GatewayProperties properties) {
        var registration = new FilterRegistrationBean<>(new GatewayFilter(authorizer, properties.challenge()));
        registration.setUrlPatterns(properties.filterPaths());
        registration.setOrder(AFTER_AUTHENTICATION);
        return registration;
    }

    @Bean
    @ConditionalOnBooleanProperty("edict.gateway.debug-header")
    FilterRegistrationBean<DecisionHeaderFilter> edictDecisionHeaderFilter() {
        var registration = new FilterRegistrationBean<>(new DecisionHeaderFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }
}
