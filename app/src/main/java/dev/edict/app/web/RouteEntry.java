package dev.edict.app.web;

import dev.edict.app.openapi.Access;
import dev.edict.app.openapi.Failure;
import dev.edict.app.openapi.Parameter;
import dev.edict.app.openapi.Route;
import dev.edict.app.web.error.Problem;
import dev.edict.app.web.request.RequestTarget;
import dev.edict.command.api.Rejection;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** One line of the {@link RouteTable}; what follows from method and path is not said again. */
final class RouteEntry {

    static final String CONTENT_CORRUPTED = "content_corrupted";

    private static final int MAX_AUDIT_LIMIT = 1_000;
    private static final int MAX_TIME_LENGTH = 64;
    private static final int MAX_FIELDS_LENGTH = 1_000;

    /** The contract has no offsets, and seconds may be left out. */
    private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?Z";

    private final String key;
    private final String operation;
    private final String summary;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<Integer> alsoAnswers = new ArrayList<>();
    private boolean tagged;
    private boolean conditional;
    private boolean exported;
    private Access access = Access.TOKEN;
    private @Nullable String page;

    private RouteEntry(String key, String operation, String summary) {
        this.key = key;
        this.operation = operation;
        this.summary = summary;
    }

    /** A route by method and path, e.g. {@code GET /v1/zones/{zoneId}}, its name for clients, and one sentence. */
    static RouteEntry route(String key, String operation, String summary) {
        return new RouteEntry(key, operation, summary);
    }

    /** Its command may be refused so. */
    RouteEntry refuses(Rejection.Reason... reasons) {
        for (var reason : reasons) {
            failures.add(new Failure(DomainExceptionHandler.status(reason).value(), reason.code()));
            conditional |= reason == Rejection.Reason.PRECONDITION_FAILED;
        }
        return this;
    }

    /** Its question may have no answer so. */
    RouteEntry lacks(QueryRejection.Reason reason) {
        failures.add(new Failure(DomainExceptionHandler.status(reason).value(), reason.code()));
        return this;
    }

    /** It needs a stored policy text, which may turn out to be another. */
    RouteEntry needsContent() {
        failures.add(new Failure(HttpStatus.INTERNAL_SERVER_ERROR.value(), CONTENT_CORRUPTED));
        return this;
    }

    /** It reads these parameters of the query string. */
    RouteEntry reads(Parameter... more) {
        parameters.addAll(List.of(more));
        return this;
    }

    /** It answers a page of a list. */
    RouteEntry paged() {
        return reads(
                        Parameter.number("limit", PageRequest.MAX_LIMIT, "How many at most; 200 unless told."),
                        Parameter.text("cursor", PageRequest.MAX_CURSOR_LENGTH, "The next_cursor of the page before."))
                .lacks(QueryRejection.Reason.INVALID_QUERY)
                .lacks(QueryRejection.Reason.INVALID_CURSOR);
    }

    /** It answers a page of an audit, or the same as CSV. */
    RouteEntry exported() {
        exported = true;
        return reads(
                        Parameter.number("limit", MAX_AUDIT_LIMIT, "How many at most; 100 unless told."),
                        Parameter.text("cursor", PageRequest.MAX_CURSOR_LENGTH, "The next_cursor of the page before."),
                        Parameter.text("since", MAX_TIME_LENGTH, TIME, "From this time on, ISO 8601 with Z."),
                        Parameter.text("until", MAX_TIME_LENGTH, TIME, "Before this time, ISO 8601 with Z."),
                        Parameter.text("fields", MAX_FIELDS_LENGTH, "These members only, with commas between."),
                        Parameter.oneOf(
                                "format",
                                List.of("json", "csv"),
                                "csv for a file, whatever Accept says; it has no cursor."))
                .lacks(QueryRejection.Reason.INVALID_QUERY)
                .lacks(QueryRejection.Reason.INVALID_FIELDS)
                .lacks(QueryRejection.Reason.INVALID_CURSOR);
    }

    /** An address may ask it so often in a minute. */
    RouteEntry limited() {
        failures.add(CommonFailures.RATE_LIMITED);
        return this;
    }

    /** Its answer has an {@code ETag}. */
    RouteEntry tagged() {
        tagged = true;
        return this;
    }

    /** It answers with this status too, with the body of success. */
    RouteEntry alsoAnswers(HttpStatus status) {
        alsoAnswers.add(status.value());
        return this;
    }

    /** It comes from no controller of ours, and answers this. */
    RouteEntry page(String mediaType, Access letsIn) {
        page = mediaType;
        access = letsIn;
        return this;
    }

    /** It answers everybody. */
    RouteEntry open() {
        access = Access.OPEN;
        return this;
    }

    String key() {
        return key;
    }

    Route in(String section) {
        var target = RequestTarget.ofRoute(key);
        var open = access == Access.OPEN;
        if (Problem.isFor(target.path())) {
            lacks(QueryRejection.Reason.INVALID_QUERY);
        }
        var keyed = !target.isSafe();
        return new Route(
                section,
                operation,
                summary,
                List.copyOf(parameters),
                RequestHeaders.of(target, open, keyed, conditional),
                open
                        ? List.copyOf(failures)
                        : Stream.concat(failures.stream(), CommonFailures.of(target).stream())
                                .distinct()
                                .toList(),
                access,
                tagged,
                keyed,
                exported,
                Problem.isFor(target.path()),
                List.copyOf(alsoAnswers),
                page);
    }
}
