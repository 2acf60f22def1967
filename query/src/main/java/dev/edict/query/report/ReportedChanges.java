package dev.edict.query.report;

import dev.edict.query.report.content.ReportedChange;
import dev.edict.query.report.content.ReportedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the events of a zone and of all zones, with their notes and the simulations that activations rest on. */
final class ReportedChanges {

    private static final int BATCH = 500;

    private static final String EVENTS =
            """
            select * from events.domain_event
            where events.zone_of(payload) = :zone and global_index between :first and :last {kinds}
            union all
            select * from events.domain_event
            where events.zone_of(payload) = '*' and global_index between :first and :last {kinds}
            order by global_index
            """;

    private final JdbcClient log;

    ReportedChanges(JdbcClient log) {
        this.log = log;
    }

    void all(ReportRange range, Consumer<ReportedChange> change) {
        read(statement(range, ""), change);
    }

    void exceptions(ReportRange range, Consumer<ReportedException> exception) {
        var statement = statement(range, "and event_type = any(:kinds)")
                .param("kinds", ExceptionKinds.events().toArray(String[]::new));
        read(statement, change -> {
            if (change.exception() != null) {
                exception.accept(ReportedException.of(change, change.exception()));
            }
        });
    }

    private JdbcClient.StatementSpec statement(ReportRange range, String kinds) {
        return log.sql(EVENTS.replace("{kinds}", kinds))
                .param("zone", range.zoneId())
                .param("first", range.first())
                .param("last", range.last());
    }

    private void read(JdbcClient.StatementSpec statement, Consumer<ReportedChange> change) {
        var batch = new ArrayList<LogEntry>(BATCH);
        statement.query((RowCallbackHandler) row -> {
            batch.add(LogEntry.read(row));
            if (batch.size() == BATCH) {
                complete(batch, change);
            }
        });
        complete(batch, change);
    }

    private void complete(List<LogEntry> batch, Consumer<ReportedChange> change) {
        var references = new EventReferences(
                find(
                        batch,
                        List.of(LogEntry::reasonNote, LogEntry::nameNote),
                        "select note_id as id, text as found from events.note where note_id = any(:ids)"),
                find(
                        batch,
                        List.of(LogEntry::simulation),
                        """
                        select aggregate_id as id, payload as found from events.domain_event
                        where aggregate_id = any(:ids) and event_type = 'policy_set.version_simulated'
                        """));
        batch.forEach(event -> change.accept(ReportedRow.of(event, references)));
        batch.clear();
    }

    private Map<String, String> find(
            List<LogEntry> batch, List<Function<LogEntry, @Nullable String>> ids, String select) {
        var wanted = batch.stream()
                .flatMap(event -> ids.stream().map(id -> id.apply(event)))
                .filter(Objects::nonNull)
                .distinct()
                .toArray(String[]::new);
        var found = new HashMap<String, String>();
        if (wanted.length > 0) {
            log.sql(select).param("ids", wanted).query((RowCallbackHandler)
                    row -> found.put(row.getString("id"), row.getString("found")));
        }
        return found;
    }
}
