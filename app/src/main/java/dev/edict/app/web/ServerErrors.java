package dev.edict.app.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the web server refuses by itself, before any filter: said in JSON, and nothing about the server. */
@Component
class ServerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private final JsonMapper json;

    ServerErrors(JsonMapper json) {
        this.json = json;
    }

    /** After Boot's own, whose report of the same error would otherwise be the first. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        // left to UnroutedMethods, which sends nothing back
        server.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
        server.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Report(json)));
    }

    private static final class Report extends ErrorReportValve {

        private final JsonMapper json;

        Report(JsonMapper json) {
            this.json = json;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable throwable) {
            var isError = response.getStatus() >= HttpStatus.BAD_REQUEST.value();
            if (isError && response.getContentWritten() == 0 && response.setErrorReported()) {
                try {
                    write(response);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private void write(Response response) throws IOException {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            var reporter = response.getReporter();
            if (reporter != null) {
                reporter.write(json.writeValueAsString(body(response.getStatus())));
                response.finishResponse();
            }
        }

        private static Map<String, @Nullable Object> body(int status) {
            return status >= HttpStatus.INTERNAL_SERVER_ERROR.value()
                    ? ErrorBody.brief("internal_error", "The service failed to process the request")
                    : ErrorBody.brief("invalid_params", "The request line or a header is not valid");
        }
    }
}
