package dev.edict.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.trail.live.StreamRights;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.web.bind.annotation.RestController;

@Tag("servers")
class AssembleQueriesTest {

    @Test
    void the_module_registers_its_controllers_under_qualified_bean_names() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean("queryPool", DataSource.class, () -> new Tables().database());
            context.registerBean(StreamRights.class, () -> (request, permission, zoneId) -> Optional::empty);
            context.registerBean("policyController", Object.class, Object::new);
            context.register(QueryModule.class);
            context.refresh();
            assertThat(context.getBeanNamesForAnnotation(RestController.class))
                    .containsExactlyInAnyOrder(
                            "dev.edict.query.asof.AsOfController",
                            "dev.edict.query.audit.AdminAuditController",
                            "dev.edict.query.audit.AuditController",
                            "dev.edict.query.bundle.BundleController",
                            "dev.edict.query.canary.CanaryController",
                            "dev.edict.query.delta.DeltaController",
                            "dev.edict.query.catalogue.CatalogueController",
                            "dev.edict.query.feed.ActivationFeedController",
                            "dev.edict.query.policy.PolicyController",
                            "dev.edict.query.policy.PolicyTemplateController",
                            "dev.edict.query.policy.history.PolicyHistoryController",
                            "dev.edict.query.policyset.ActivationStatusController",
                            "dev.edict.query.policyset.PolicySetController",
                            "dev.edict.query.report.ReportController",
                            "dev.edict.query.simulation.SimulationController",
                            "dev.edict.query.suite.SuiteController",
                            "dev.edict.query.token.AdminTokenController",
                            "dev.edict.query.token.DecideTokenController",
                            "dev.edict.query.trail.TimelineController",
                            "dev.edict.query.trail.live.StreamController",
                            "dev.edict.query.zone.ZoneController");
        }
    }

    @Test
    void the_code_of_a_reason_is_its_lower_case_name() {
        assertThat(Stream.of(QueryRejection.Reason.values()).map(QueryRejection.Reason::code))
                .contains("zone_not_found", "invalid_query")
                .allMatch(code -> code.matches("[a-z_]+"))
                .hasSameSizeAs(Arrays.asList(QueryRejection.Reason.values()));
    }
}
