package dev.edict.console.report;

import dev.edict.console.page.FilterFields;
import dev.edict.query.QueryRejection;
import dev.edict.query.report.FinishedReport;
import dev.edict.query.report.ReportReader;
import dev.edict.query.report.ReportRequest;
import dev.edict.query.report.file.ReportFormat;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.OffsetDateTime;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Downloads the compliance report of a zone as one HTML file. */
@Controller
@Hidden
class ReportDownload {

    private final ReportReader reports;

    ReportDownload(ReportReader reports) {
        this.reports = reports;
    }

    @GetMapping("/console/zones/{zoneId}/report")
    @RolesAllowed("zone:read")
    ResponseEntity<Resource> download(@PathVariable String zoneId, HttpServletRequest request) throws IOException {
        var fields = new FilterFields(request);
        var asked = new ReportRequest(required(fields, "since"), required(fields, "until"), ReportFormat.HTML);
        return FinishedReport.of(reports, zoneId, asked).answer();
    }

    private static OffsetDateTime required(FilterFields fields, String name) {
        var time = fields.utc(name);
        if (time == null) {
            throw QueryRejection.Reason.INVALID_QUERY.because(
                    "%s must be a time in UTC such as 2026-01-31T09:30", name);
        }
        return time;
    }
}
