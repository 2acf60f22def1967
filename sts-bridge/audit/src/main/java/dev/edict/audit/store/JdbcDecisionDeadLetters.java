package dev.edict.audit.store;

import dev.edict.audit.event.AuditEventReader;
import dev.edict.audit.event.DeadLetterReason;
import dev.edict.audit.event.EventRefused;
import dev.edict.audit.event.ReportedDecision;
import dev.edict.audit.event.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of dead letters. A letter is removed after its event is stored: then a replay finds the event again. */
@Component
class JdbcDecisionDeadLetters implements DecisionDeadLetters {

    /** Their texts have up to half a megabyte each. */
    private static final int AT_ONCE = 50;

    private static final Set<String> REPLAYABLE = Arrays.stream(DeadLetterReason.values())
            .filter(DeadLetterReason::isReplayable)
            .map(DeadLetterReason::code)
            .collect(Collectors.toUnmodifiableSet());

    private final JdbcClient tables;
    private final EventStore events;
    private final AuditEventReader reader;

    JdbcDecisionDeadLetters(@Qualifier("auditPool") DataSource auditPool, EventStore events, AuditEventReader reader) {
        this.tables = JdbcClient.create(auditPool);
        this.events = events;
        this.reader = reader;
    }

    @Override
    public List<Listed> newest(int limit) {
        return tables.sql(
                        """
                        select id, source, source_id, reason, detail, zone_id, received_at, length,
                            data is not null and reason = any(:replayable) as replayable
                        from bridge.audit_dead_letter order by id desc limit :limit
                        """)
                .param("replayable", replayable())
                .param("limit", Math.min(MOST, limit))
                .query(Listed.class)
                .list();
    }

    @Override
    public long count() {
        return tables.sql("select count(*) from bridge.audit_dead_letter")
                .query(Long.class)
                .single();
    }

    @Override
    public Replayed replay(Collection<Long> ids) {
        var scanned = 0;
        var replayed = 0;
        var after = 0L;
        for (var next = letters(ids, after); !next.isEmpty(); next = letters(ids, after)) {
            scanned += next.size();
            replayed += replay(next);
            after = next.get(next.size() - 1).id();
        }
        return new Replayed(scanned, replayed, count());
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on and never compared
    private record Letter(long id, String source, String data, byte[] sha256) {}

    private List<Letter> letters(Collection<Long> ids, long after) {
        return tables.sql(
                        """
                        select id, source, data, sha256 from bridge.audit_dead_letter
                        where id > :after and data is not null and reason = any(:replayable)
                            and (:all or id = any(:ids))
                        order by id limit :limit
                        """)
                .param("after", after)
                .param("replayable", replayable())
                .param("all", ids.isEmpty())
                .param("ids", ids.toArray(Long[]::new))
                .param("limit", AT_ONCE)
                .query(Letter.class)
                .list();
    }

    private static String[] replayable() {
        return REPLAYABLE.toArray(String[]::new);
    }

    private int replay(List<Letter> letters) {
        var batch = new ArrayList<ReportedDecision>();
        var stored = new ArrayList<Long>();
        for (var letter : letters) {
            event(letter).ifPresent(event -> {
                batch.add(event);
                stored.add(letter.id());
            });
        }
        var refused = new HashSet<Long>();
        events.store(batch).refused().forEach(one -> refused.add(stored.get(one.position())));
        stored.removeAll(refused);
        tables.sql("delete from bridge.audit_dead_letter where id = any(:ids)")
                .param("ids", stored.toArray(Long[]::new))
                .update();
        return stored.size();
    }

    /** Empty if the rules became stricter since: the letter stays as it is. */
    private Optional<ReportedDecision> event(Letter letter) {
        var source = Source.valueOf(letter.source().toUpperCase(Locale.ROOT));
        try {
            return Optional.of(
                    reader.readStored(source, letter.data().getBytes(StandardCharsets.UTF_8), letter.sha256()));
        } catch (EventRefused e) {
            return Optional.empty();
        }
    }
}
