package dev.edict.command.log;

import dev.edict.command.api.audit.AdminAction;

/** Records a request; in the transaction of its command, there is no effect without the record. */
@FunctionalInterface
public interface ActionRecord {

    void keep(AdminAction action);
}
