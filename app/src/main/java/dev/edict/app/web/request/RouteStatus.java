package dev.edict.app.web.request;

import dev.edict.command.api.Receipt;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** The success status of a request: the one that its handler states, or else that of its route. */
public final class RouteStatus {

    private RouteStatus() {}

    public static int of(HttpServletRequest request) {
        return request.getAttribute(Receipt.STATUS_ATTRIBUTE) instanceof Integer stated ? stated : ofRoute(request);
    }

    private static int ofRoute(HttpServletRequest request) {
        var status = request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod route
                ? AnnotatedElementUtils.findMergedAnnotation(route.getMethod(), ResponseStatus.class)
                : null;
        return status == null ? HttpStatus.OK.value() : status.code().value();
    }
}
