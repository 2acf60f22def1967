package dev.edict.app.web.console;

import dev.edict.app.web.error.ErrorBody;
import dev.edict.app.web.error.ErrorWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;

/** Why a request to the console reaches no controller; the texts of the console say what to do. */
enum Refusal {
    UNKNOWN_HOST(HttpStatus.MISDIRECTED_REQUEST),
    FOREIGN_ORIGIN(HttpStatus.FORBIDDEN),
    EXPIRED_FORM(HttpStatus.FORBIDDEN),
    NOT_CONFIDENTIAL(HttpStatus.FORBIDDEN);

    private final HttpStatus status;

    Refusal(HttpStatus status) {
        this.status = status;
    }

    void write(HttpServletRequest request, HttpServletResponse response, ErrorWriter errors) throws IOException {
        errors.write(request, response, status, ErrorBody.snakeCase(name()), null);
    }
}
