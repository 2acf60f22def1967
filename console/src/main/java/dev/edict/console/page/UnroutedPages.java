package dev.edict.console.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Shows a page for a path of the console that leads nowhere; everywhere else such a path is answered with JSON. */
@Component
class UnroutedPages implements HandlerExceptionResolver, Ordered {

    private static final String CONSOLE = "/console/";
    private static final Set<Integer> UNROUTED =
            Set.of(HttpStatus.NOT_FOUND.value(), HttpStatus.METHOD_NOT_ALLOWED.value());

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        var isPage =
                !(handler instanceof HandlerMethod) && request.getRequestURI().startsWith(CONSOLE);
        return isPage
                        && failure instanceof ErrorResponse known
                        && UNROUTED.contains(known.getStatusCode().value())
                ? ErrorAdvice.view(new ErrorPage(known.getStatusCode().value(), "unknown_page", null))
                : null;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
