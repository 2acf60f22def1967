package dev.edict.app.web.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Stores the code of an error for the audit record of the request, and gives the error the shape of its route. */
@RestControllerAdvice
class ErrorShape implements ResponseBodyAdvice<Object> {

    private final ProblemRoutes problems;

    ErrorShape(ProblemRoutes problems) {
        this.problems = problems;
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (!(body instanceof Map<?, ?> error)
                || !(error.get("error") instanceof String code)
                || !(request instanceof ServletServerHttpRequest asked)
                || !(response instanceof ServletServerHttpResponse answer)) {
            return body;
        }
        var servlet = asked.getServletRequest();
        servlet.setAttribute(ErrorBody.CODE_ATTRIBUTE, code);
        // an unknown route has the router's own shape on every path
        if (!error.containsKey("error_description") || !problems.contains(servlet.getRequestURI())) {
            return body;
        }
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return Problem.of(error, answer.getServletResponse().getStatus(), servlet);
    }
}
