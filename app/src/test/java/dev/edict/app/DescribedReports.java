package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** Gets a compliance report in every format, and provokes every error on the way. */
final class DescribedReports {

    private final DescribedApi api;
    private final String zoneId;
    private final String report;

    DescribedReports(DescribedApi api) {
        this.api = api;
        this.zoneId = api.zone();
        this.report = "/v1/zones/%s/report".formatted(zoneId);
    }

    void run() {
        var begun = renamed("Payments EU");
        var period = "?from=%s&to=%s".formatted(begun, renamed("Payments"));
        assertThat(api.get(report + period)
                        .expect(200)
                        .json()
                        .at("/header/zone_name")
                        .asString())
                .isEqualTo("Payments EU");
        for (var format : new String[] {"json", "html", "csv"}) {
            var headers =
                    api.get(report + period + "&format=" + format).expect(200).headers();
            assertThat(headers.firstValue("content-disposition"))
                    .hasValue("attachment; filename=\"report-%s.%s\"".formatted(zoneId, format));
            assertThat(headers.firstValue("content-security-policy"))
                    .hasValue("default-src 'none'; style-src 'unsafe-inline'");
        }
        refusals();
    }

    private String renamed(String name) {
        return api.send(
                        "PATCH",
                        "/v1/zones/" + zoneId,
                        "{\"name\":\"%s\"}".formatted(name),
                        Map.of("content-type", "application/json"))
                .expect(200)
                .text("updated_at");
    }

    private void refusals() {
        refused("", 400, "invalid_query");
        refused("?from=2026-01-01T00:00:00Z", 400, "invalid_query");
        refused("?from=2026-01-01&to=2026-02-01", 400, "invalid_query");
        refused("?from=2026-02-01T00:00:00Z&to=2026-02-01T01:00:00%2B01:00", 400, "invalid_query");
        refused("?from=2026-02-01T00:00:00Z&to=2126-02-01T00:00:00.000001Z", 400, "period_too_long");
        refused("?from=2026-02-01T00:00:00Z&to=2126-02-01T00:00:00Z", 400, "instant_in_future");
        refused("?from=1990-02-01T00:00:00Z&to=1990-03-01T00:00:00Z", 400, "instant_before_zone");
        api.get("/v1/zones/no-such-zone/report?from=1990-02-01T00:00:00Z&to=1990-03-01T00:00:00Z")
                .refused(404, "zone_not_found");
    }

    private void refused(String query, int status, String code) {
        api.get(report + query).refused(status, code);
    }
}
