package dev.edict.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.Edict;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The form on a zone's page that downloads its compliance report. */
@Tag("servers")
class ReportDownloadTest {

    private static final Edict EDICT = Edict.shared();

    private final Api api = EDICT.api();
    private final Api.Governed governed = api.governed(2);
    private final String zone = "/console/zones/" + governed.zoneId();
    private final Pages pages = new Pages(EDICT.port());

    @BeforeEach
    void sign_in() {
        var token = Map.of("name", "auditor", "scope", "global", "capability", "read");
        pages.signIn(api.post("/v1/admin-tokens", token).expect(201).text("token"));
    }

    @Test
    void a_reader_downloads_the_report_of_a_period() {
        assertThat(pages.get(zone).body()).contains("action=\"%s/report\"".formatted(zone));
        activate(0);
        activate(1);
        var end = api.active(governed.zoneId()).text("since").replace("Z", "");
        var report = pages.get(zone + "/report?since=2026-01-01T00:00&until=" + end);
        assertThat(report.status()).isEqualTo(200);
        assertThat(report.header("content-type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(report.header("content-disposition")).startsWith("attachment; filename=\"report-");
        assertThat(report.header("content-security-policy")).isEqualTo("default-src 'none'; style-src 'unsafe-inline'");
        assertThat(report.body()).contains("Compliance report: ", governed.zoneId(), "(activation 1, event ");
    }

    @Test
    void a_period_that_is_not_over_is_a_page_that_says_so() {
        var refused = pages.get(zone + "/report?since=2026-01-01T00:00&until=2099-01-01T00:00");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("instant_in_future");
        assertThat(pages.get(zone + "/report?since=2026-01-01T00:00&until=").body())
                .contains("invalid_query");
    }

    private void activate(int version) {
        api.activate(
                        governed.zoneId(),
                        governed.policySetId(),
                        governed.versionIds().get(version))
                .expect(202);
    }
}
