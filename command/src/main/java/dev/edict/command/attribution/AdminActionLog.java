package dev.edict.command.attribution;

import dev.edict.command.api.audit.AdminAction;

/** Records a request. Within the transaction of its command, the change and the record commit together. */
@FunctionalInterface
public interface AdminActionLog {

    void keep(AdminAction action);
}
