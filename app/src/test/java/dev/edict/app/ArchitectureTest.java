package dev.edict.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.ANNOTATIONS;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.edict.bridge.redis.RedisAddress;
import dev.edict.command.secret.AuditKey;
import dev.edict.query.QueryString;
import dev.edict.query.trail.live.StreamRights;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The allowed dependencies between modules. */
@Tag("servers")
class ArchitectureTest {

    static final JavaClasses EDICT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // of cli
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.edict");

    /** A subcommand is part of the app, and the tables it uses are a module's: the module exports an interface only. */
    private static final Set<String> PORTS_OF_SUBCOMMANDS = Set.of(
            "dev.edict.projector.StalledZones",
            "dev.edict.projector.rebuild.ViewRebuild",
            "dev.edict.command.caracal.CaracalImport",
            "dev.edict.command.engine.OpaCompiler",
            "dev.edict.query.caracal.CaracalExport",
            "dev.edict.audit.store.DecisionDeadLetters");

    private static final DescribedPredicate<JavaClass> PORT_OF_A_SUBCOMMAND =
            describe("a subcommand's port", ArchitectureTest::isPortOfASubcommand);

    private static final String[] PLAIN_JAVA = {"java..", "org.jspecify..", "dev.edict.decision.."};

    private static final String GATEWAY = "dev.edict.replica.spring..";

    /** What a gateway gets on its class path with the replica. */
    private static final String[] LIBRARIES_OF_THE_REPLICA = {
        "java..",
        "javax.crypto..",
        "javax.sql..",
        "org.jspecify..",
        "org.slf4j..",
        "io.lettuce.core..",
        "org.postgresql..",
        "tools.jackson..",
        "dev.edict.decision..",
        "dev.edict.replica.."
    };

    @Test
    void nothing_imports_the_app() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.edict.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.edict.app..")
                .check(EDICT);
    }

    @Test
    void the_decision_library_is_plain_java() {
        classes()
                .that()
                .resideInAPackage("dev.edict.decision..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PLAIN_JAVA))
                .check(EDICT);
    }

    @Test
    void the_replica_library_knows_of_ours_only_the_decision_library_and_no_framework() {
        classes()
                .that()
                .resideInAPackage("dev.edict.replica..")
                .and()
                .resideOutsideOfPackage(GATEWAY)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(LIBRARIES_OF_THE_REPLICA).and(not(resideInAPackage(GATEWAY))))
                .check(EDICT);
    }

    /** A replica that reads over HTTP runs without the driver. */
    @Test
    void only_one_class_of_the_replica_library_needs_the_driver_of_postgresql() {
        noClasses()
                .that()
                .resideInAPackage("dev.edict.replica..")
                .and()
                .doNotHaveFullyQualifiedName("dev.edict.replica.controlplane.JdbcBundleSource")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.postgresql..")
                .check(EDICT);
    }

    @Test
    void messages_know_java_and_a_few_annotations_of_axon() {
        classes()
                .that()
                .resideInAPackage("dev.edict.command.api..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "dev.edict.command.api..")
                        .or(resideInAPackage("org.axonframework..").and(ANNOTATIONS)))
                .check(EDICT);
    }

    @Test
    void the_write_side_knows_of_ours_only_itself_and_the_decision_library() {
        onlyKnows("dev.edict.command..", "dev.edict.command..", "dev.edict.decision..");
    }

    @Test
    void projections_know_of_ours_only_themselves_and_the_messages() {
        onlyKnows("dev.edict.projector..", "dev.edict.projector..", "dev.edict.command.api..");
    }

    @Test
    void the_embedded_servers_know_nothing_else_of_ours() {
        onlyKnows("dev.edict.embedded..", "dev.edict.embedded..");
    }

    @Test
    void the_bridge_knows_of_ours_only_itself_and_the_messages() {
        onlyKnows("dev.edict.bridge..", "dev.edict.bridge..", "dev.edict.command.api..");
    }

    @Test
    void the_fleet_knows_of_ours_only_itself_the_messages_the_secrets_of_the_engines_and_the_decision_library() {
        onlyKnows(
                "dev.edict.fleet..",
                "dev.edict.fleet..",
                "dev.edict.command.api..",
                "dev.edict.command.background..",
                "dev.edict.command.secret..",
                "dev.edict.decision..");
    }

    /** It reads sealed versions to evaluate by them, of the past too, and names cases by the rules of names. */
    @Test
    void the_audit_knows_of_ours_only_itself_redis_the_messages_sealed_versions_the_past_and_the_decision_library() {
        onlyKnows(
                "dev.edict.audit..",
                "dev.edict.audit..",
                "dev.edict.bridge.redis..",
                "dev.edict.command.api..",
                "dev.edict.command.background..",
                "dev.edict.command.content..",
                "dev.edict.command.naming..",
                "dev.edict.command.policyset..",
                "dev.edict.command.secret..",
                "dev.edict.query.asof..",
                "dev.edict.decision..");
    }

    /** It reads what the fleet and the audit know, and evaluates recorded inputs. */
    @Test
    void the_diagnosis_knows_of_ours_only_itself_fleet_audit_the_messages_sealed_versions_and_the_decision_library() {
        onlyKnows(
                "dev.edict.diagnosis..",
                "dev.edict.diagnosis..",
                "dev.edict.fleet.propagation..",
                "dev.edict.audit.evaluate..",
                "dev.edict.command.api..",
                "dev.edict.command.policyset..",
                "dev.edict.decision..");
    }

    @Test
    void the_preview_knows_of_ours_only_itself_services_readers_and_the_decision_library() {
        onlyKnows(
                "dev.edict.preview..",
                "dev.edict.preview..",
                "dev.edict.command..",
                "dev.edict.query..",
                "dev.edict.fleet.propagation..",
                "dev.edict.decision..");
    }

    @Test
    void the_decision_point_knows_of_ours_only_itself_its_libraries_the_messages_and_the_secrets() {
        onlyKnows(
                "dev.edict.decisionpoint..",
                "dev.edict.decisionpoint..",
                "dev.edict.replica..",
                "dev.edict.decision..",
                "dev.edict.command.api..",
                "dev.edict.command.secret..");
    }

    @Test
    void the_gateway_knows_of_ours_only_itself_and_the_libraries_and_nothing_knows_it() {
        onlyKnows(GATEWAY, "dev.edict.replica..", "dev.edict.decision..");
        noClasses()
                .that()
                .resideOutsideOfPackage(GATEWAY)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(GATEWAY)
                .check(EDICT);
    }

    @Test
    void questions_know_of_ours_only_themselves_and_the_decision_library() {
        onlyKnows("dev.edict.query..", "dev.edict.query..", "dev.edict.decision..");
    }

    @Test
    void the_console_calls_services_and_readers_and_has_no_sql_of_its_own() {
        onlyKnows(
                "dev.edict.console..",
                "dev.edict.console..",
                "dev.edict.command..",
                "dev.edict.query..",
                "dev.edict.fleet..",
                "dev.edict.audit..",
                "dev.edict.diagnosis..",
                "dev.edict.preview..",
                "dev.edict.decision..");
        noClasses()
                .that()
                .resideInAPackage("dev.edict.console..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
                .check(EDICT);
    }

    @Test
    void the_command_line_knows_of_the_server_only_how_cases_and_texts_are_read() {
        onlyKnows(
                "dev.edict.cli..",
                "dev.edict.cli..",
                "dev.edict.command.api..",
                "dev.edict.command.content..",
                "dev.edict.command.engine..",
                "dev.edict.command.evaluation..",
                "dev.edict.decision..");
    }

    private static void onlyKnows(String module, String... known) {
        noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.edict..").and(not(resideInAnyPackage(known))))
                .check(EDICT);
    }

    @Test
    void the_app_knows_modules_by_their_configuration_class_and_what_it_reads_and_answers() {
        noClasses()
                .that()
                .resideInAPackage("dev.edict.app..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "dev.edict.command..",
                                "dev.edict.projector..",
                                "dev.edict.query..",
                                "dev.edict.bridge..",
                                "dev.edict.fleet..",
                                "dev.edict.audit..",
                                "dev.edict.diagnosis..",
                                "dev.edict.preview..",
                                "dev.edict.console..",
                                "dev.edict.decisionpoint..")
                        .and(not(resideInAPackage("dev.edict.command.api..")))
                        .and(not(resideInAPackage("dev.edict.decisionpoint.audit..")))
                        .and(not(resideInAnyPackage(
                                "dev.edict.console.page..",
                                "dev.edict.console.system..",
                                "dev.edict.console.example..")))
                        .and(not(describe("a module's configuration", type -> type.getSimpleName()
                                .endsWith("Module"))))
                        .and(not(PORT_OF_A_SUBCOMMAND))
                        .and(not(type(QueryString.class)))
                        .and(not(type(StreamRights.class)))
                        .and(not(type(RedisAddress.class)))
                        .and(not(type(AuditKey.class)))
                        .and(not(describe("an exception to answer", ArchitectureTest::belongsToAnException))))
                .check(EDICT);
    }

    private static boolean isPortOfASubcommand(JavaClass type) {
        return type.getEnclosingClass()
                .map(ArchitectureTest::isPortOfASubcommand)
                .orElse(type.isInterface() && PORTS_OF_SUBCOMMANDS.contains(type.getFullName()));
    }

    private static boolean belongsToAnException(JavaClass type) {
        return type.isAssignableTo(RuntimeException.class)
                || type.getEnclosingClass()
                        .map(ArchitectureTest::belongsToAnException)
                        .orElse(false);
    }

    @Test
    void handlers_and_tables_are_package_private() {
        classes()
                .that()
                .resideInAnyPackage("dev.edict.projector..", "dev.edict.bridge", "dev.edict.app.web")
                .and()
                .resideOutsideOfPackage("dev.edict.projector.tables")
                .and()
                .haveSimpleNameNotEndingWith("Module")
                .and(not(PORT_OF_A_SUBCOMMAND))
                .should()
                .notBePublic()
                .check(EDICT);
    }

    @Test
    void what_is_public_in_the_write_side_is_a_port_a_message_a_use_case_or_an_exception() {
        classes()
                .that()
                .resideInAnyPackage(
                        "dev.edict.command.policy..",
                        "dev.edict.command.policyset..",
                        "dev.edict.command.zone..",
                        "dev.edict.command.simulation..")
                .and()
                .areNotInterfaces()
                .and(not(describe("part of a use case", type -> UseCases.parts().contains(type))))
                .and()
                .areTopLevelClasses()
                .should()
                .notBePublic()
                .check(EDICT);
    }

    /** Only this class withholds the secrets of this process from the started one. */
    @Test
    void every_process_is_started_in_one_place() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.edict.embedded.ProcessResult")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .callMethodWhere(describe(
                        "starts a process",
                        call -> call.getTargetOwner().isEquivalentTo(Runtime.class)
                                && call.getName().equals("exec")))
                .check(EDICT);
    }

    /** A stream of rows keeps its connection until it is closed; nothing here is long enough to be worth that. */
    @Test
    void rows_are_read_into_lists() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "reads rows into a stream",
                        call -> call.getTargetOwner().getPackageName().startsWith("org.springframework.jdbc")
                                && Set.of("stream", "queryForStream").contains(call.getName())))
                .check(EDICT);
    }

    @Test
    void no_class_has_a_generic_suffix() {
        noClasses()
                .that()
                .areNotInterfaces()
                .should()
                .haveNameMatching(".*(Command|Event|Query|Dto|Impl|Manager|Helper|Util|Utils)")
                .check(EDICT);
    }
}
