package dev.edict.app.web.error;

import dev.edict.app.web.request.CachedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String code,
            String description)
            throws IOException {
        request.setAttribute(ErrorBody.CODE_ATTRIBUTE, code);
        response.setStatus(status.value());
        if (CachedRequest.isLeftUnread(request)) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        var error = ErrorBody.brief(code, description);
        var asProblem = problems.contains(request.getRequestURI());
        response.setContentType(
                asProblem ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream()
                .write(json.writeValueAsBytes(asProblem ? Problem.of(error, status.value(), request) : error));
    }
}
