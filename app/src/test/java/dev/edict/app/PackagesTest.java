package dev.edict.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How packages are cut: small, without cycles, and open only where another package needs it. */
class PackagesTest {

    private static final long MOST_FILES = 25;

    /** Messages, and what a Java gateway may have on its class path: Edict itself need not use all of them. */
    private static final DescribedPredicate<JavaClass> LIBRARY =
            resideInAnyPackage("dev.edict.decision..", "dev.edict.replica..", "dev.edict.command.api..");

    /** By a framework, by tests of another module, or for a constant, which the compiler copies. */
    private static final Set<String> USED_UNSEEN = Set.of(
            "dev.edict.app.EdictApplication",
            "dev.edict.app.connector.BoundedProtocol",
            "dev.edict.app.servers.RefusalReporter",
            "dev.edict.command.eventstore.TimeOrderedIdentifiers",
            "dev.edict.cli.io.ExitCode",
            "dev.edict.app.web.access.CallerHeaders",
            "dev.edict.app.web.access.ConcurrencyLimits",
            "dev.edict.app.web.idempotency.IdempotencyKeys",
            "dev.edict.embedded.Loopback");

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.edict.(**)").should().beFreeOfCycles().check(ArchitectureTest.EDICT);
    }

    @Test
    void the_command_bus_knows_no_servlets() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.edict.command.commandbus..",
                        "dev.edict.command.eventstore..",
                        "dev.edict.command.idempotency..",
                        "dev.edict.command.attribution..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "org.springframework.http..")
                .check(ArchitectureTest.EDICT);
    }

    @Test
    void a_package_has_at_most_25_files() {
        var sizes = ArchitectureTest.EDICT.stream()
                .filter(type -> type.isTopLevelClass())
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(sizes)
                .hasSizeGreaterThan(20)
                .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MOST_FILES));
    }

    @Test
    void a_class_is_public_only_if_another_package_uses_it() {
        classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and(DescribedPredicate.not(LIBRARY))
                .and(describe("not used unseen", type -> !USED_UNSEEN.contains(type.getFullName())))
                .and(describe("no part of a use case", type -> !UseCases.parts().contains(type)))
                .should(beUsedByAnotherPackage())
                .check(ArchitectureTest.EDICT);
    }

    @Test
    void a_use_case_can_be_called_from_another_module() {
        assertThat(UseCases.parts()).hasSizeGreaterThan(20).allSatisfy(type -> assertThat(type.getModifiers())
                .as(type.getFullName())
                .contains(PUBLIC));
    }

    private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
        return new ArchCondition<>("be used by another package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var used = isUsed(type, new HashSet<>());
                events.add(new SimpleConditionEvent(type, used, type.getFullName() + " is used by its package only"));
            }
        };
    }

    /** By its name, or as a part of what another package gets: the templates of pages name no classes. */
    private static boolean isUsed(JavaClass type, Set<JavaClass> seen) {
        return seen.add(type)
                && (isNamed(type)
                        || type.getDirectDependenciesToSelf().stream()
                                .map(Dependency::getOriginClass)
                                .filter(origin -> returns(origin, type))
                                .anyMatch(origin -> isUsed(outermost(origin), seen)));
    }

    private static boolean isNamed(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
    }

    private static boolean returns(JavaClass origin, JavaClass type) {
        return origin.getMethods().stream()
                .filter(method -> method.getModifiers().contains(PUBLIC))
                .anyMatch(method ->
                        method.getReturnType().getAllInvolvedRawTypes().contains(type));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(PackagesTest::outermost).orElse(type);
    }
}
