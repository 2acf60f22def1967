package dev.edict.app.web.route;

import dev.edict.app.openapi.Access;
import dev.edict.app.openapi.Route;
import dev.edict.app.web.access.DescriptionAccess;
import dev.edict.app.web.access.ManagementPort;
import dev.edict.app.web.access.Permission;
import dev.edict.app.web.access.Permission.Scope;
import dev.edict.app.web.request.RequestTarget;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;

/** The pages whose response is not JSON of our types, so that no type describes it. */
final class OperationalPages {

    static final Map<String, Route> BY_PATH = Map.of(
            ManagementPort.METRICS,
            page(
                    ManagementPort.METRICS,
                    "getMetrics",
                    "Returns the metrics in the text format of Prometheus.",
                    Access.TOKEN_OR_METRICS_TOKEN,
                    MediaType.TEXT_PLAIN_VALUE),
            DescriptionAccess.DOCUMENT,
            page(
                    DescriptionAccess.DOCUMENT,
                    "getDescription",
                    "Returns this OpenAPI document.",
                    Access.TOKEN_UNLESS_OPENED,
                    MediaType.APPLICATION_JSON_VALUE),
            DescriptionAccess.PAGES,
            page(
                    DescriptionAccess.PAGES,
                    "getPages",
                    "Returns the documentation page of the API.",
                    Access.TOKEN_UNLESS_OPENED,
                    MediaType.TEXT_HTML_VALUE));

    private OperationalPages() {}

    private static Route page(String path, String operation, String summary, Access access, String mediaType) {
        var reading = new Permission(Scope.INSTALLATION, false);
        return new Route(
                "Operations",
                operation,
                summary,
                List.of(),
                RequestHeaders.of(reading, false, false),
                CommonFailures.of(RequestTarget.ofRoute("GET " + path), reading, Route.INVALID_BODY),
                access,
                false,
                false,
                false,
                false,
                List.of(),
                mediaType,
                Route.INVALID_BODY);
    }
}
