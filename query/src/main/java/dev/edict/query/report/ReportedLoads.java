package dev.edict.query.report;

import dev.edict.query.report.content.ReportedLoad;
import dev.edict.query.report.file.UtcTime;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what decision points reported to have loaded. The end of a load is written later, and is not read. */
final class ReportedLoads {

    private final JdbcClient bridge;

    ReportedLoads(JdbcClient bridge) {
        this.bridge = bridge;
    }

    void forEach(ReportRange range, Consumer<ReportedLoad> load) {
        bridge.sql(
                        """
                        select replica, incarnation, activation_seq, from_at, recorded_at from bridge.load
                        where zone_id = :zone and recorded_at >= :from and recorded_at < :to
                        order by recorded_at, replica collate "C", incarnation, from_at, activation_seq
                        """)
                .param("zone", range.zoneId())
                .param("from", range.from())
                .param("to", range.to())
                .query((RowCallbackHandler) row -> load.accept(new ReportedLoad(
                        row.getString("replica"),
                        row.getLong("incarnation"),
                        row.getLong("activation_seq"),
                        UtcTime.of(
                                row.getObject("from_at", OffsetDateTime.class).toInstant()),
                        UtcTime.of(row.getObject("recorded_at", OffsetDateTime.class)
                                .toInstant()))));
    }
}
