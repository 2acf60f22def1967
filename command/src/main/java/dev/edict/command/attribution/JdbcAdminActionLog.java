package dev.edict.command.attribution;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.audit.AdminAction;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code command.admin_audit}. */
final class JdbcAdminActionLog implements AdminActionLog {

    private final JdbcClient table;

    JdbcAdminActionLog(@Qualifier("writePool") DataSource writePool) {
        this.table = JdbcClient.create(writePool);
    }

    @Override
    public void keep(AdminAction action) {
        table.sql(
                        """
                insert into command.admin_audit (id, request_id, actor_id, actor_name, actor_scope, action, method,
                    path, zone_id, entity_type, entity_id, status_code, payload_json)
                values (:id, :request, :actor, :actorName, :actorScope, :action, :method,
                    :path, :zone, :entityType, :entityId, :status, :payload)
                """)
                .param("id", UuidCreator.getTimeOrderedEpoch().toString())
                .param("request", action.requestId())
                .param("actor", action.actor().id())
                .param("actorName", action.actor().name())
                .param("actorScope", action.actor().scope())
                .param("action", "%s %s".formatted(action.method(), action.path()))
                .param("method", action.method())
                .param("path", action.path())
                .param("zone", action.zoneId())
                .param("entityType", action.entityType())
                .param("entityId", action.entityId())
                .param("status", action.status())
                .param("payload", action.payload())
                .update();
    }
}
