package dev.edict.audit;

import dev.edict.audit.event.AuditEventReader;
import dev.edict.audit.event.EventRedaction;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * The tables of decisions alone, for a command that lists or replays dead letters; requires {@code auditPool}. It lacks
 * the annotation of a configuration so that the component scan of {@link AuditModule} skips it.
 */
@ComponentScan(basePackages = "dev.edict.audit.store", nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class DeadLetterModule {

    /** Dead letters were redacted before they were kept. */
    @Bean
    AuditEventReader auditEventReader() {
        return new AuditEventReader(EventRedaction.of(List.of()));
    }
}
