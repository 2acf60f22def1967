package dev.edict.query.report.file;

import dev.edict.query.report.content.ReportCompleteness;
import dev.edict.query.report.content.ReportHeader;

/** A file that a report is written to, part by part. It keeps no rows. */
public interface ReportFile {

    void begin(ReportHeader header);

    <R> void section(Section<R> section, Rows<R> rows);

    void end(ReportCompleteness completeness);
}
