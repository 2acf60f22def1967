package dev.edict.app.web.error;

import dev.edict.app.web.request.CachedRequest;
import dev.edict.app.web.request.RequestTarget;
import dev.edict.console.page.ErrorPage;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes an error response outside of controllers. */
@Component
public class ErrorWriter {

    private final JsonMapper json;
    private final ProblemRoutes problems;

    public ErrorWriter(JsonMapper json, ProblemRoutes problems) {
        this.json = json;
        this.problems = problems;
    }

    /**
     * Writes an error: as JSON, or as a page of the console.
     *
     * @param description null if the texts of the console have one for the code
     */
    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String code,
            @Nullable String description)
            throws IOException {
        request.setAttribute(ErrorBody.CODE_ATTRIBUTE, code);
        response.setStatus(status.value());
        if (CachedRequest.isLeftUnread(request)) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        if (RequestTarget.of(request).isInConsole()) {
            show(request, response, new ErrorPage(status.value(), code, description));
            return;
        }
        var error = ErrorBody.brief(code, String.valueOf(description));
        var asProblem = problems.contains(request.getRequestURI());
        response.setContentType(
                asProblem ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream()
                .write(json.writeValueAsBytes(asProblem ? Problem.of(error, status.value(), request) : error));
    }

    private static void show(HttpServletRequest request, HttpServletResponse response, ErrorPage page)
            throws IOException {
        request.setAttribute(ErrorPage.ATTRIBUTE, page);
        try {
            request.getRequestDispatcher(ErrorPage.PATH).forward(request, response);
        } catch (ServletException e) {
            throw new IOException(e);
        }
    }
}
