package dev.edict.command.zone;

import dev.edict.command.zone.ZoneService.ZoneRow;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The response to a client that changed a zone; no decision depends on it. */
@Component
class ZoneRows {

    private final JdbcClient tables;

    ZoneRows(@Qualifier("writePool") DataSource writePool) {
        this.tables = JdbcClient.create(writePool);
    }

    /** The zone as of the current transaction. */
    ZoneRow get(String zoneId) {
        return tables.sql(
                        """
                select zone_id as id, name, slug, dcr_enabled, operator_coauthor_badge, operator_governed, created_by,
                    created_via_operator, updated_by, updated_via_operator, created_at, updated_at
                from command.zone where zone_id = :zone
                """)
                .param("zone", zoneId)
                .query(ZoneRow.class)
                .single();
    }
}
