package dev.edict.app.web.body;

import dev.edict.app.web.error.BodyTooLarge;
import dev.edict.app.web.request.CachedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads the parameters of a form from the body that was read within the limits on size and time. */
@Component
@FilterRegistration(enabled = false)
public class FormParameters extends OncePerRequestFilter {

    /** The request attribute with the names of the parameters. */
    public static final String NAMES = "dev.edict.form-parameters";

    /** As many as the web server reads by default: a field takes far more of the heap than of the body. */
    private static final int MOST_FIELDS = 1_000;

    private static final FormHttpMessageConverter FORMS = new FormHttpMessageConverter();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return CachedRequest.of(request).body().length == 0 || !isForm(request.getContentType());
    }

    private static boolean isForm(@Nullable String type) {
        return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        requireFewFields(CachedRequest.of(request).body());
        var form = new LinkedMultiValueMap<String, String>();
        form.putAll(FORMS.read(null, new UnparsedRequest(request)));
        request.setAttribute(NAMES, form.keySet());
        chain.doFilter(new FormRequest(request, form), response);
    }

    private static void requireFewFields(byte[] body) {
        int fields = 1;
        for (byte octet : body) {
            fields += octet == '&' ? 1 : 0;
        }
        if (fields > MOST_FIELDS) {
            throw BodyTooLarge.fields(MOST_FIELDS);
        }
    }

    /** Spring would ask the web server for the parameters, which never saw the body. */
    private static final class UnparsedRequest extends ServletServerHttpRequest {

        UnparsedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public InputStream getBody() throws IOException {
            return getServletRequest().getInputStream();
        }
    }

    /** A request with the parameters of its form only: those of the query string would be ambiguous. */
    private static final class FormRequest extends HttpServletRequestWrapper {

        private final Map<String, String[]> parameters = new LinkedHashMap<>();

        FormRequest(HttpServletRequest request, MultiValueMap<String, String> form) {
            super(request);
            form.forEach((name, values) -> parameters.put(name, values.toArray(String[]::new)));
        }

        @Override
        public @Nullable String getParameter(String name) {
            var values = parameters.get(name);
            return values == null ? null : values[0];
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Collections.unmodifiableMap(parameters);
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(parameters.keySet());
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return parameters.get(name);
        }
    }
}
