package dev.edict.app.web.error;

import dev.edict.app.web.request.RequestIdFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Gives errors of the web server the shape of other errors, with a request id and without details of the server. */
@Component
public class ServerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private final JsonMapper json;
    private final ProblemRoutes problems;

    ServerErrors(JsonMapper json, ProblemRoutes problems) {
        this.json = json;
        this.problems = problems;
    }

    /** Runs after Spring Boot's customizer, whose report of the same error would otherwise be the first. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        // UnroutedMethods rejects TRACE, without echoing the request
        server.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
        server.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Report(json, problems)));
    }

    /** The code of an error that the web server detected. */
    public static String code(HttpStatus status, String ofBadRequests) {
        return switch (status) {
            case REQUEST_TIMEOUT -> "request_timeout";
            case METHOD_NOT_ALLOWED -> "method_not_allowed";
            case CONTENT_TOO_LARGE -> "payload_too_large";
            case URI_TOO_LONG -> "uri_too_long";
            case REQUEST_HEADER_FIELDS_TOO_LARGE -> "request_headers_too_large";
            case NOT_IMPLEMENTED -> "not_implemented";
            case HTTP_VERSION_NOT_SUPPORTED -> "http_version_not_supported";
            default -> status.is5xxServerError() ? "internal_error" : ofBadRequests;
        };
    }

    private static String description(HttpStatus status, String code) {
        return switch (status) {
            case REQUEST_TIMEOUT -> "The request did not arrive in time";
            case METHOD_NOT_ALLOWED -> "The method is not allowed";
            case CONTENT_TOO_LARGE -> "The request is too large";
            case URI_TOO_LONG -> "The request line is too long";
            case REQUEST_HEADER_FIELDS_TOO_LARGE -> "The headers are larger than 8 KiB";
            case NOT_IMPLEMENTED -> "The method or the transfer coding is not supported";
            case HTTP_VERSION_NOT_SUPPORTED -> "The HTTP version is not supported: send HTTP/1.1";
            default -> {
                if (status.is5xxServerError()) {
                    yield "The service failed to process the request";
                }
                yield code.equals("invalid_params")
                        ? "The request line or a header is not valid"
                        : "The body does not match its Content-Length or Transfer-Encoding";
            }
        };
    }

    private static final class Report extends ErrorReportValve {

        private static final String TOO_LARGE =
                StringManager.getManager(Http11Processor.class).getString("iib.requestheadertoolarge.error");
        private static final String TOO_MANY = StringManager.getManager(MimeHeaders.class)
                .getString("headers.maxCountFail")
                .replaceFirst("\\[.*", "");

        private final JsonMapper json;
        private final ProblemRoutes problems;

        Report(JsonMapper json, ProblemRoutes problems) {
            this.json = json;
            this.problems = problems;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable throwable) {
            var isError = response.getStatus() >= HttpStatus.BAD_REQUEST.value();
            if (isError && response.getContentWritten() == 0 && response.setErrorReported()) {
                try {
                    if (isTooLarge(throwable)) {
                        var inRequestLine =
                                request.getCoyoteRequest().requestURI().isNull();
                        response.setStatus(
                                (inRequestLine ? HttpStatus.URI_TOO_LONG : HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
                                        .value());
                    }
                    write(RequestIdFilter.identify(request, response), response);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        /** The web server answers 400 to these; only their messages differ. */
        private static boolean isTooLarge(@Nullable Throwable throwable) {
            var message = throwable == null ? null : throwable.getMessage();
            return message != null && (message.equals(TOO_LARGE) || message.startsWith(TOO_MANY));
        }

        private void write(HttpServletRequest request, Response response) throws IOException {
            var status = HttpStatus.valueOf(response.getStatus());
            var known = request.getAttribute(ErrorBody.CODE_ATTRIBUTE);
            var code = known instanceof String text ? text : code(status, "invalid_params");
            var error = ErrorBody.canonical(code, description(status, code), request);
            var asProblem = request.getRequestURI() != null && problems.contains(request.getRequestURI());
            response.setContentType(
                    asProblem ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : MediaType.APPLICATION_JSON_VALUE);
            var reporter = response.getReporter();
            if (reporter != null) {
                Map<String, @Nullable Object> body = asProblem ? Problem.of(error, status.value(), request) : error;
                reporter.write(json.writeValueAsString(body));
                response.finishResponse();
            }
        }
    }
}
