package dev.edict.replica.spring;

import dev.edict.replica.spring.input.BearerTokenClaims;
import dev.edict.replica.spring.input.CallerClaims;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** What a filter chain of Spring Security needs to ask the gateway. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RequestAuthorizationContext.class)
class SpringSecurityConfiguration {

    @Bean
    @ConditionalOnMissingBean
    GatewayAuthorization edictGatewayAuthorization(GatewayAuthorizer authorizer) {
        return new GatewayAuthorization(authorizer);
    }

    @Bean
    @ConditionalOnMissingBean
    GatewayAccessDeniedHandler edictGatewayAccessDeniedHandler(GatewayProperties properties) {
        return new GatewayAccessDeniedHandler(properties.challenge());
    }

    @Bean
    @ConditionalOnMissingBean
    GatewayAuthenticationEntryPoint edictGatewayAuthenticationEntryPoint(GatewayProperties properties) {
        return new GatewayAuthenticationEntryPoint(properties.challenge());
    }

    /** The claims of bearer tokens, if the application is a resource server. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(AbstractOAuth2TokenAuthenticationToken.class)
    static class BearerTokenConfiguration {

        @Bean
        @ConditionalOnMissingBean
        CallerClaims edictCallerClaims() {
            return new BearerTokenClaims();
        }
    }
}
