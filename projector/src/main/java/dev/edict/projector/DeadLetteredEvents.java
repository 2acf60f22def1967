package dev.edict.projector;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The dead letters of one processor. */
final class DeadLetteredEvents implements StalledZones {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetteredEvents.class);

    private final String processor;
    private final Configuration axon;
    private final JdbcClient database;

    DeadLetteredEvents(String processor, Configuration axon, DataSource database) {
        this.processor = processor;
        this.axon = axon;
        this.database = JdbcClient.create(database);
    }

    @Override
    public List<StalledZone> list() {
        return database.sql(
                        """
                select distinct on (letter.zone_id) letter.zone_id, event.global_index as position, letter.event_type,
                       count(*) over (partition by letter.zone_id) as waiting,
                       letter.cause_type || ': ' || letter.cause_message as cause
                from projection.dead_letter letter join events.domain_event event using (event_id)
                where letter.processor_name = :processor
                order by letter.zone_id, letter.position_in_zone
                """)
                .param("processor", processor)
                .query(StalledZone.class)
                .list();
    }

    @Override
    public int replay() {
        var letters = letters();
        var tried = new HashSet<Object>();
        var drained = 0;
        var before = -1;
        while (tried.size() > before) {
            before = tried.size();
            drained += tryNext(letters, tried) ? 1 : 0;
        }
        return drained;
    }

    /** Axon creates the dead-letter processor with the event processor, without starting it. */
    private SequencedDeadLetterProcessor<EventMessage<?>> letters() {
        var processing = axon.eventProcessingConfiguration();
        return processing
                .eventProcessor(processor)
                .flatMap(built -> processing.sequencedDeadLetterProcessor(processor))
                .orElseThrow(() -> new IllegalStateException(processor + " has no dead-letter queue"));
    }

    private static boolean tryNext(SequencedDeadLetterProcessor<EventMessage<?>> letters, Set<Object> tried) {
        try {
            return letters.process(letter -> isNew(letter, tried));
        } catch (RuntimeException e) {
            LOG.warn("A dead-lettered event failed again", e);
            return false;
        }
    }

    /** Receives the first letter of every zone; Axon processes the first zone that is accepted. */
    private static boolean isNew(DeadLetter<? extends EventMessage<?>> letter, Set<Object> tried) {
        return tried.add(letter.message().getIdentifier());
    }
}
