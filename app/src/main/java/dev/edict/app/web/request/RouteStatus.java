package dev.edict.app.web.request;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** The success status of the route of a request. */
public final class RouteStatus {

    private RouteStatus() {}

    public static int of(HttpServletRequest request) {
        var status = request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod route
                ? AnnotatedElementUtils.findMergedAnnotation(route.getMethod(), ResponseStatus.class)
                : null;
        return status == null ? HttpStatus.OK.value() : status.code().value();
    }
}
