package dev.edict.app.web.audit;

import dev.edict.app.web.request.HandlerMethods;
import dev.edict.app.web.request.RequestTarget;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * The path segments that name entities: the first one, and collections, which an id follows in some route. A version
 * belongs to its entity (contract §7.7).
 */
@Component
class AuditedEntities {

    private static final String VERSIONS = "versions";

    private final SingletonSupplier<Set<String>> collections;

    AuditedEntities(HandlerMethods handlers) {
        this.collections = SingletonSupplier.of(() -> handlers.all().stream()
                .flatMap(handler -> collections(handler.path()))
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static Stream<String> collections(String path) {
        var segments = List.of(path.substring(1).split("/", -1));
        return IntStream.range(segments.get(0).equals("v1") ? 1 : segments.size(), segments.size())
                .filter(at -> at == 1
                        || (at + 1 < segments.size() && segments.get(at + 1).startsWith("{")))
                .mapToObj(segments::get)
                .filter(segment -> !segment.equals(VERSIONS) && !segment.startsWith("{"));
    }

    AuditedEntity of(RequestTarget target) {
        return AuditedEntity.of(target, collections.obtain());
    }
}
