package dev.edict.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses whoever takes no JSON before anything is done: a change must not take effect and then be answered 406. */
@Component
class AcceptedTypes implements HandlerInterceptor, WebMvcConfigurer {

    private static final MediaType CSV = new MediaType("text", "csv");
    private static final int BEFORE_ALL_OTHERS = -200;

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/v1/**").order(BEFORE_ALL_OTHERS);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotAcceptableException {
        var accepted = accepted(request);
        var toBeHad = "GET".equals(request.getMethod())
                ? List.of(MediaType.APPLICATION_JSON, CSV)
                : List.of(MediaType.APPLICATION_JSON);
        if (!accepted.isEmpty()
                && accepted.stream().noneMatch(type -> toBeHad.stream().anyMatch(type::includes))) {
            throw new HttpMediaTypeNotAcceptableException(toBeHad);
        }
        return true;
    }

    private static List<MediaType> accepted(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        try {
            return MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotAcceptableException("Accept cannot be read: " + e.getMessage());
        }
    }
}
