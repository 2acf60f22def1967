package dev.edict.app.web.console;

import dev.edict.app.web.error.ErrorBody;
import dev.edict.console.page.ErrorPage;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Answers requests that reach no controller of the console with a page that says what to do. */
@Component
class ConsoleErrors {

    /** Why such a request is refused. */
    enum Refusal {
        UNKNOWN_HOST(HttpStatus.MISDIRECTED_REQUEST),
        FOREIGN_ORIGIN(HttpStatus.FORBIDDEN),
        EXPIRED_FORM(HttpStatus.FORBIDDEN),
        NOT_CONFIDENTIAL(HttpStatus.FORBIDDEN);

        private final HttpStatus status;

        Refusal(HttpStatus status) {
            this.status = status;
        }

        String code() {
            return ErrorBody.snakeCase(name());
        }
    }

    void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
            throws ServletException, IOException {
        write(request, response, new ErrorPage(refusal.status.value(), refusal.code(), null));
    }

    void write(HttpServletRequest request, HttpServletResponse response, ErrorPage page)
            throws ServletException, IOException {
        request.setAttribute(ErrorBody.CODE_ATTRIBUTE, page.code());
        request.setAttribute(ErrorPage.ATTRIBUTE, page);
        response.setStatus(page.status());
        request.getRequestDispatcher(ErrorPage.PATH).forward(request, response);
    }
}
