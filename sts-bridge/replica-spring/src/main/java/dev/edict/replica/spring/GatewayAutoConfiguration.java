package dev.edict.replica.spring;

import dev.edict.replica.Replica;
import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import dev.edict.replica.spring.input.CallerClaims;
import dev.edict.replica.spring.input.PolicyInputResolver;
import dev.edict.replica.spring.input.RoutePolicyInputResolver;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures a gateway on a replica of its own; each bean gives way to one of the application. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "edict.gateway.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(GatewayProperties.class)
@Import({SpringSecurityConfiguration.class, FilterConfiguration.class})
public class GatewayAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean({ControlPlaneClient.class, BundleSource.class, Replica.class})
    ControlPlaneClient edictControlPlane(GatewayProperties properties) {
        return new ReplicaFactory(properties).client();
    }

    @Bean
    @ConditionalOnMissingBean({BundleSource.class, Replica.class})
    BundleSource edictBundleSource(ControlPlaneClient client) {
        return new HttpBundleSource(client);
    }

    /** It loads in the background, and is closed after the web server has answered its last request. */
    @Bean(initMethod = "start", destroyMethod = "close")
    @ConditionalOnMissingBean
    Replica edictReplica(
            GatewayProperties properties,
            BundleSource source,
            ObjectProvider<ControlPlaneClient> client,
            ObjectProvider<ReplicaSettingsCustomizer> customizers) {
        return new ReplicaFactory(properties).replica(source, client.getIfAvailable(), customizers.orderedStream());
    }

    @Bean
    @ConditionalOnMissingBean
    PolicyInputResolver edictPolicyInputResolver(GatewayProperties properties, ObjectProvider<CallerClaims> callers) {
        return new RoutePolicyInputResolver(
                properties.routes(),
                properties.zones(),
                properties.claims(),
                callers.getIfAvailable(() -> caller -> Map.of()));
    }

    @Bean
    @ConditionalOnMissingBean
    GatewayAuthorizer edictGatewayAuthorizer(
            Replica replica, PolicyInputResolver resolver, ObjectProvider<DecisionCounter> counter) {
        return new GatewayAuthorizer(replica, resolver, counter.getIfAvailable(() -> decision -> {}));
    }

    /** Counts decisions, if Micrometer is there. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class MetricsConfiguration {

        @Bean
        DecisionCounter edictDecisionCounter(ObjectProvider<MeterRegistry> meters) {
            var registry = meters.getIfAvailable();
            return registry == null ? decision -> {} : new DecisionMeters(registry);
        }
    }

    /** Tells whether the gateway can decide, if health indicators are there. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class HealthConfiguration {

        @Bean
        @ConditionalOnEnabledHealthIndicator("edictGateway")
        @ConditionalOnMissingBean(name = "edictGatewayHealthIndicator")
        HealthIndicator edictGatewayHealthIndicator(Replica replica) {
            return new GatewayHealthIndicator(replica);
        }
    }
}
