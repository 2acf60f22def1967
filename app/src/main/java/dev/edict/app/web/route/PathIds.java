package dev.edict.app.web.route;

import dev.edict.app.web.error.InvalidPathId;
import dev.edict.app.web.request.RequestTarget;
import dev.edict.console.page.UnknownPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Checks every path variable of every route against the id grammar (contract §1.1) before any lookup. */
@Component
class PathIds implements HandlerInterceptor, WebMvcConfigurer {

    static final String PATTERN = "[A-Za-z0-9_.\\-:]{1,128}";

    private static final Pattern ID = Pattern.compile(PATTERN);
    private static final int FIRST = -100;

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(FIRST);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables) {
            variables.values().forEach(id -> {
                if (!ID.matcher(String.valueOf(id)).matches()) {
                    throw refusal(request);
                }
            });
        }
        return true;
    }

    private static RuntimeException refusal(HttpServletRequest request) {
        return RequestTarget.of(request).isInConsole() ? new UnknownPage() : new InvalidPathId();
    }
}
