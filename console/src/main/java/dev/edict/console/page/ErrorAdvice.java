package dev.edict.console.page;

import dev.edict.command.api.DatabaseFailure;
import dev.edict.command.api.Rejection;
import dev.edict.query.QueryRejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** Shows failures of the console's own controllers as pages that say what to do. */
@ControllerAdvice("dev.edict.console")
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAdvice.class);

    private final Statuses statuses;

    ErrorAdvice(Statuses statuses) {
        this.statuses = statuses;
    }

    @ExceptionHandler
    ModelAndView on(Rejection rejection) {
        return view(new ErrorPage(
                statuses.of(rejection.reason()).value(), rejection.reason().code(), rejection.explanation()));
    }

    @ExceptionHandler
    ModelAndView on(QueryRejection rejection) {
        return view(new ErrorPage(
                statuses.of(rejection.reason()).value(), rejection.reason().code(), rejection.getMessage()));
    }

    @ExceptionHandler
    ModelAndView on(UnknownPage unknown) {
        return view(new ErrorPage(HttpStatus.NOT_FOUND.value(), "unknown_page", null));
    }

    /** The client went away while it was being sent to: nothing can be shown, and nothing is wrong here. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    @Nullable
    ModelAndView on(IOException gone, HttpServletRequest request) {
        LOG.debug("{} {}: the client went away", request.getMethod(), request.getRequestURI());
        return null;
    }

    @ExceptionHandler
    @Nullable
    ModelAndView on(Exception e, HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            LOG.warn("{} {} broke off: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
            return null;
        }
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return view(new ErrorPage(known.getStatusCode().value(), "unreadable_request", null));
        }
        if (DatabaseFailure.of(e).mayPass()) {
            LOG.warn("{} {} failed: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
            return view(new ErrorPage(HttpStatus.SERVICE_UNAVAILABLE.value(), "database_unavailable", null));
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        return view(new ErrorPage(HttpStatus.INTERNAL_SERVER_ERROR.value(), "internal_error", null));
    }

    static ModelAndView view(ErrorPage page) {
        return new ModelAndView("error", Map.of("error", page), HttpStatusCode.valueOf(page.status()));
    }
}
