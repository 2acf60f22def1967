package dev.edict.query.report;

import dev.edict.query.report.content.ReportCompleteness;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts and digests the events that a report considers, as they were written. */
final class ConsideredEvents {

    private static final String STATEMENT =
            "This report is a claim of the server that made it. There is no ledger by which another party could prove"
                    + " that no event was removed or changed.";

    private final JdbcClient log;

    ConsideredEvents(JdbcClient log) {
        this.log = log;
    }

    ReportCompleteness of(ReportRange range) {
        var considered = new Considered();
        log.sql(
                        """
                        select global_index, event_id, payload, metadata from events.domain_event
                        where events.zone_of(payload) = :zone and global_index between :first and :last
                        union all
                        select global_index, event_id, payload, metadata from events.domain_event
                        where events.zone_of(payload) = '*' and global_index between :first and :last
                        order by global_index
                        """)
                .param("zone", range.zoneId())
                .param("first", range.first())
                .param("last", range.last())
                .query((RowCallbackHandler) considered::add);
        var inLog = logEvents(range);
        return new ReportCompleteness(
                considered.first,
                considered.last,
                considered.count,
                range.first(),
                range.last(),
                inLog,
                inLog == range.last() - range.first() + 1,
                HexFormat.of().formatHex(considered.digest.digest()),
                STATEMENT);
    }

    private long logEvents(ReportRange range) {
        return log.sql("select count(*) from events.domain_event where global_index between :first and :last")
                .param("first", range.first())
                .param("last", range.last())
                .query(Long.class)
                .single();
    }

    private static final class Considered {

        private final MessageDigest digest = sha256();
        private @Nullable Long first;
        private @Nullable Long last;
        private long count;

        void add(ResultSet row) throws SQLException {
            var index = row.getLong("global_index");
            first = first == null ? Long.valueOf(index) : first;
            last = index;
            count++;
            add(Long.toString(index));
            add(row.getString("event_id"));
            add(row.getString("payload"));
            add(row.getString("metadata"));
        }

        /** With its length, so that no two sequences of texts are the same bytes. */
        private void add(String text) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
