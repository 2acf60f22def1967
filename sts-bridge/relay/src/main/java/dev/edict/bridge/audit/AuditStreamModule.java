package dev.edict.bridge.audit;

import dev.edict.bridge.redis.RedisAddress;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the stream of decision audit events short; requires a {@link RedisAddress} and a {@code MeterRegistry}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditStreamProperties.class)
public class AuditStreamModule {

    /** The bean's name appears in the health output. */
    @Bean
    AuditTrimming auditStream(RedisAddress redis, AuditStreamProperties properties, MeterRegistry meters) {
        return new AuditTrimming(redis, properties, meters);
    }
}
