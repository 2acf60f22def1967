package dev.edict.app.web.body;

import dev.edict.app.web.request.HandlerMethods;
import dev.edict.app.web.request.HandlerMethods.Handler;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * The content codings that routes declare by a parameter {@code Content-Encoding} of their {@code @Operation}. The
 * handler inflates the body itself, and bounds that; the path of such a route has no variables.
 */
@Component
class CompressedBodies {

    /** A route and a coding, e.g. {@code POST /v1/opa/logs gzip}. */
    private final SingletonSupplier<Set<String>> declared;

    CompressedBodies(HandlerMethods handlers) {
        this.declared = SingletonSupplier.of(
                () -> handlers.all().stream().flatMap(CompressedBodies::of).collect(Collectors.toUnmodifiableSet()));
    }

    boolean areRead(HttpServletRequest request, String coding) {
        return declared.obtain()
                .contains(key(
                        request.getMethod(),
                        request.getRequestURI(),
                        coding.strip().toLowerCase(Locale.ROOT)));
    }

    private static Stream<String> of(Handler handler) {
        var operation = handler.code().getAnnotation(Operation.class);
        return operation == null
                ? Stream.of()
                : Arrays.stream(operation.parameters())
                        .filter(parameter -> parameter.in() == ParameterIn.HEADER
                                && parameter.name().equals(HttpHeaders.CONTENT_ENCODING))
                        .flatMap(parameter -> Arrays.stream(parameter.schema().allowableValues()))
                        .map(coding -> key(handler.method(), handler.path(), coding));
    }

    private static String key(String method, String path, String coding) {
        return "%s %s %s".formatted(method, path, coding);
    }
}
