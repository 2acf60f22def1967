package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.edict.command.api.DomainEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.Test;

/** Every event has a listener, unless it is listed here. */
class EventListenersTest {

    private static final Set<String> UNHEARD = Set.of();

    private static final JavaClasses EDICT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.edict");

    @Test
    void every_kind_of_event_has_a_listener() {
        var heard = heard();
        var unheard = events().stream()
                .filter(event -> heard.stream().noneMatch(event::isAssignableTo))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
        assertThat(unheard).isEqualTo(UNHEARD);
        assertThat(events()).hasSizeGreaterThan(10);
    }

    private static List<JavaClass> events() {
        return EDICT.stream()
                .filter(type -> type.isRecord() && type.isAssignableTo(DomainEvent.class))
                .toList();
    }

    private static Set<String> heard() {
        return EDICT.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(EventHandler.class))
                .map(method -> method.getRawParameterTypes().get(0).getName())
                .collect(Collectors.toSet());
    }
}
