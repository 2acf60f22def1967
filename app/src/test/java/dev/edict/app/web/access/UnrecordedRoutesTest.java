package dev.edict.app.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.web.request.HandlerMethods;
import jakarta.annotation.security.RolesAllowed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Which successes are in no record. */
class UnrecordedRoutesTest {

    /** One route of each kind. */
    @RestController
    static class Routes {

        @PostMapping("/v1/zones/{zoneId}/decisions/{eventId}/evaluate")
        @RolesAllowed("zone:read")
        void evaluate() {}

        @PostMapping("/v1/zones/{zoneId}/rollback")
        @RolesAllowed("zone:write")
        void rollback() {}

        @PostMapping("/v1/policies/validate")
        @RolesAllowed("any:read")
        void validate() {}

        @PostMapping("/v1/zones/{zoneId}/decide")
        @RolesAllowed("decide:ask")
        void decide() {}
    }

    private static UnrecordedRoutes routes() {
        var context = new GenericWebApplicationContext(new MockServletContext());
        context.registerBean(Routes.class);
        context.registerBean(RequestMappingHandlerMapping.class);
        context.refresh();
        return new UnrecordedRoutes(
                new HandlerMethods(context.getBeanProvider(RequestMappingInfoHandlerMapping.class)));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/zones/z1/decisions/e1/evaluate, true",
        "/v1/zones/z1/decide,                true",
        "/internal/policy/simulate,          true",
        "/v1/zones/z1/rollback,              false",
        "/v1/policies/validate,              false"
    })
    void a_question_about_a_zone_is_unrecorded_and_a_change_or_a_validation_is_not(String path, boolean unrecorded) {
        assertThat(routes().contains(new MockHttpServletRequest("POST", path))).isEqualTo(unrecorded);
    }
}
