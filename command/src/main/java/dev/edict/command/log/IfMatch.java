package dev.edict.command.log;

import dev.edict.command.api.Precondition;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/** Reads {@code If-Match} (RFC 9110 §13.1.1). */
final class IfMatch {

    private IfMatch() {}

    /** Empty without one, and for {@code *}: what is not there is not found anyway. A weak tag never matches. */
    static Optional<Precondition> of(HttpServletRequest request) {
        var headers = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        var tags = ETag.parse(String.join(",", headers));
        if (tags.stream().anyMatch(ETag::isWildcard)) {
            return Optional.empty();
        }
        return Optional.of(new Precondition(
                tags.stream().filter(tag -> !tag.weak()).map(ETag::tag).collect(Collectors.toSet())));
    }
}
