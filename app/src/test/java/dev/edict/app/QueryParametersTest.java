package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Query parameters that a route does not read. */
@Tag("servers")
class QueryParametersTest {

    private final Api api = Edict.shared().api();
    private final String zone = "/v1/zones/" + api.zone();

    @Test
    void are_refused_by_the_timeline_which_names_those_it_reads() {
        var answer =
                api.get(zone + "/timeline?limit=1&sinse=2026-01-01T00:00:00Z").refused(400, "invalid_query");
        assertThat(answer.text("error_description"))
                .isEqualTo(
                        "unknown parameter sinse: known are limit, cursor, order, since, until, actor, on_behalf_of, event,"
                                + " entity_id, version_id, request_id, correlation_id, text");
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        api.get(zone + "/timeline?since=2026-01-01T00:00:00Z&until=2126-01-01T00:00:00%2B01:00")
                .expect(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /active",
        "GET, /activations",
        "GET, /timeline",
        "GET, /policies/p/versions/v",
        "HEAD, /timeline",
        "POST, /rollback",
        "POST, /deactivate"
    })
    void are_refused_by_every_route_of_our_own(String method, String path) {
        var body = method.equals("POST") ? "{\"reason\":\"r\"}" : null;
        var headers = body == null ? Map.<String, String>of() : Map.of("content-type", "application/json");
        var answer = api.send(method, zone + path + "?dry_run=true", body, headers);
        if (method.equals("HEAD")) {
            answer.expect(400);
        } else {
            answer.refused(400, "invalid_query");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=1&limit=1", "since=2026-01-01T00:00:00Z&since=2026-01-01T00:00:00Z", "event=a&event=a"})
    void are_read_once(String query) {
        assertThat(api.get(zone + "/timeline?" + query)
                        .refused(400, "invalid_query")
                        .text("error_description"))
                .endsWith(" must be given once");
    }

    @Test
    void are_not_repeated_when_they_cannot_be_shown() {
        assertThat(api.get(zone + "/active?a%1Bb=1")
                        .refused(400, "invalid_query")
                        .text("error_description"))
                .isEqualTo("unknown parameter: this route has none");
        api.get(zone + "/active?%ff=1").refused(400, "invalid_query");
    }

    @Test
    void are_ignored_by_the_contracts_routes_as_stock_clients_may_send_them() {
        api.get("/v1/zones?limit=1&trace=on").expect(200);
        api.get(zone + "/policies?trace=on").expect(200);
    }
}
