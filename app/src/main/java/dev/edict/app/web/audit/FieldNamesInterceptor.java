package dev.edict.app.web.audit;

import dev.edict.command.api.audit.AuditedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads what the record of a change says of its body before the handler, so that no body is parsed under the command lock. */
@Component
class FieldNamesInterceptor implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(AuditedRequest.ATTRIBUTE) instanceof AuditableAction action) {
            action.readFieldNames();
        }
        return true;
    }
}
