package dev.edict.command.partition;

import dev.edict.command.api.partition.DecisionPartitionSealed;
import java.time.ZoneOffset;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code command.sealed_decisions}: what is known of decisions that are dropped. */
@Component
@ProcessingGroup("lookups")
class JdbcSealedPartitions {

    private final JdbcClient lookups;

    JdbcSealedPartitions(@Qualifier("writePool") DataSource writePool) {
        this.lookups = JdbcClient.create(writePool);
    }

    Set<String> zones(String month) {
        return lookups.sql("select zone_id from command.sealed_decisions where month = :month")
                .param("month", month)
                .query(String.class)
                .set();
    }

    @EventHandler
    void on(DecisionPartitionSealed event) {
        lookups.sql(
                        """
                insert into command.sealed_decisions
                    (month, zone_id, decisions, allowed, denied, others, first_at, last_at, digest)
                values (:month, :zone, :decisions, :allowed, :denied, :others, :first, :last, :digest)
                """)
                .param("month", event.month())
                .param("zone", event.zoneId())
                .param("decisions", event.decisions())
                .param("allowed", event.allowed())
                .param("denied", event.denied())
                .param("others", event.others())
                .param("first", event.firstAt().atOffset(ZoneOffset.UTC))
                .param("last", event.lastAt().atOffset(ZoneOffset.UTC))
                .param("digest", event.digest())
                .update();
    }
}
