package dev.edict.app.web.body;

import dev.edict.app.web.request.CachedRequest;
import dev.edict.app.web.request.HandlerMethods;
import dev.edict.app.web.request.HandlerMethods.Handler;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The longest body of each route: {@link CachedRequest#LARGEST}, or what the route declares by the extension
 * {@code x-max-body-bytes} of its {@code @Operation}.
 */
@Component
class BodyLimits {

    static final String EXTENSION = "x-max-body-bytes";

    /** The most that a route may declare; the bound on the heap in {@link LargeBodies} rests on it. */
    static final int MOST = 8 << 20;

    private record Declared(String method, PathPattern path, int bytes) {}

    private final SingletonSupplier<List<Declared>> declared;

    BodyLimits(HandlerMethods handlers) {
        this.declared = SingletonSupplier.of(
                () -> handlers.all().stream().flatMap(BodyLimits::of).toList());
    }

    /** The longest body of the request's route, in bytes: a multiple of 1 MiB. */
    int of(HttpServletRequest request) {
        var path = ServletRequestPathUtils.parseAndCache(request).pathWithinApplication();
        return declared.obtain().stream()
                .filter(route -> route.method().equals(request.getMethod())
                        && route.path().matches(path))
                .mapToInt(Declared::bytes)
                .findFirst()
                .orElse(CachedRequest.LARGEST);
    }

    private static Stream<Declared> of(Handler handler) {
        var operation = handler.code().getAnnotation(Operation.class);
        return operation == null
                ? Stream.of()
                : Arrays.stream(operation.extensions())
                        .flatMap(extension -> Arrays.stream(extension.properties()))
                        .filter(property -> property.name().equals(EXTENSION))
                        .map(property -> new Declared(
                                handler.method(),
                                PathPatternParser.defaultInstance.parse(handler.path()),
                                bytes(handler, property.value())));
    }

    private static int bytes(Handler handler, String value) {
        var bytes = Integer.parseInt(value);
        if (bytes <= CachedRequest.LARGEST || bytes > MOST || bytes % CachedRequest.LARGEST != 0) {
            throw new IllegalStateException("%s %s declares %s as %s: whole MiB, more than 1 and at most %d"
                    .formatted(handler.method(), handler.path(), value, EXTENSION, MOST / CachedRequest.LARGEST));
        }
        return bytes;
    }
}
