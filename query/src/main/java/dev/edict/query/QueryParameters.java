package dev.edict.query;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolves the {@link QueryString} parameters of handler methods. */
class QueryParameters implements HandlerMethodArgumentResolver {

    private static final String FACTORY = "of";

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return QueryString.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var factory = ReflectionUtils.findMethod(parameter.getParameterType(), FACTORY, HttpServletRequest.class);
        if (factory == null) {
            throw new IllegalStateException(
                    "%s has no static method of(HttpServletRequest)".formatted(parameter.getParameterType()));
        }
        ReflectionUtils.makeAccessible(factory);
        return ReflectionUtils.invokeMethod(factory, null, request.getNativeRequest(HttpServletRequest.class));
    }
}
