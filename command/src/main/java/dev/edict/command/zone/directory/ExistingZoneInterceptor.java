package dev.edict.command.zone.directory;

import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_FOUND;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Enforces {@link ExistingZone}. */
@Component
class ExistingZoneInterceptor implements HandlerInterceptor, WebMvcConfigurer {

    private final KnownZones zones;

    ExistingZoneInterceptor(KnownZones zones) {
        this.zones = zones;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(ExistingZone.class)) {
            var zoneId = String.valueOf(pathVariables(request).get("zoneId"));
            if (!zones.exists(zoneId)) {
                throw ZONE_NOT_FOUND.because("no zone %s", zoneId);
            }
        }
        return true;
    }

    private static Map<?, ?> pathVariables(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? variables
                : Map.of();
    }
}
