package dev.edict.command.attribution;

import dev.edict.command.api.audit.AdminAction;

/** Records a request; in the transaction of its command, there is no effect without the record. */
@FunctionalInterface
public interface AdminActionLog {

    void keep(AdminAction action);
}
