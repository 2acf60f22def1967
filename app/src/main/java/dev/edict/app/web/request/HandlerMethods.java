package dev.edict.app.web.request;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The handler methods, by HTTP method and path. */
@Component
public class HandlerMethods {

    /** A handler, e.g. {@code GET}, {@code /v1/zones/{zoneId}}, and its Java method. */
    public record Handler(String method, String path, Method code) {}

    /** Read at the first use, because beans of the mappings need the routes themselves. */
    private final SingletonSupplier<List<Handler>> all;

    public HandlerMethods(ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        this.all = SingletonSupplier.of(() -> mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .flatMap(HandlerMethods::handlers)
                .toList());
    }

    private static Stream<Handler> handlers(Map.Entry<RequestMappingInfo, HandlerMethod> mapping) {
        var methods = mapping.getKey().getMethodsCondition().getMethods();
        return mapping.getKey().getPatternValues().stream().flatMap(path -> methods.stream()
                .map(method ->
                        new Handler(method.name(), path, mapping.getValue().getMethod())));
    }

    public List<Handler> all() {
        return all.obtain();
    }
}
