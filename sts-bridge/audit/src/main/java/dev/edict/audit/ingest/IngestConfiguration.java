package dev.edict.audit.ingest;

import dev.edict.audit.event.AuditEventReader;
import dev.edict.audit.event.EventRedaction;
import dev.edict.bridge.redis.RedisAddress;
import dev.edict.command.api.SettingRefused;
import dev.edict.command.secret.AuditKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The ingest of decisions; a node without a key of their signatures takes no part in it. */
@Configuration(proxyBeanMethods = false)
class IngestConfiguration {

    /** Keys from files change at runtime, so the properties are read at each use. */
    @Bean
    IngestKeys ingestKeys(Environment environment) {
        return () -> Stream.of("edict.decision-audit.key", "edict.decision-audit.previous-key")
                .flatMap(property -> Optional.ofNullable(environment.getProperty(property)).stream())
                .map(AuditKey::parse)
                .toList();
    }

    @Bean
    AuditEventReader auditEventReader(@Value("${edict.decision-audit.redacted:}") List<String> redacted) {
        try {
            return new AuditEventReader(
                    EventRedaction.of(redacted.stream().map(String::strip).toList()));
        } catch (IllegalArgumentException e) {
            // The message names the member.
            throw new SettingRefused("EDICT_DECISION_AUDIT_REDACTED", "is refused: " + e.getMessage());
        }
    }

    /** The bean's name appears in the health output. */
    @Bean
    DecisionIngest decisionIngest(
            RedisAddress redis,
            IngestProperties properties,
            EventIntake intake,
            IngestKeys keys,
            IngestMeters meters,
            Environment environment) {
        return new DecisionIngest(redis, properties, intake, keys, meters, consumer(environment));
    }

    /** The same after a restart, so that a process takes up what the one before it had read. */
    private static String consumer(Environment environment) {
        return "%s:%s".formatted(hostName(), environment.getProperty("server.port", "0"));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
